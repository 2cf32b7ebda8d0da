package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** A run as {@code --json} prints it. */
record Report(JsonNode json) {

    String run() {
        return json.path("run").asText();
    }

    String status() {
        return json.path("status").asText();
    }

    /** Empty where it is null. */
    String reason() {
        return json.path("reason").asText("").equals("null")
                ? ""
                : json.path("reason").asText();
    }

    int count(String key) {
        assertThat(json.path(key).isIntegralNumber()).as("%s in %s", key, json).isTrue();
        return json.path(key).asInt();
    }

    /** The status, and read = unchanged + created + updated + rejected + pending. */
    Report is(String status) {
        assertThat(status()).as("status of %s", json).isEqualTo(status);
        if (status.equals("completed")) {
            assertThat(json.path("reason").isNull()).as("reason of %s", json).isTrue();
        } else {
            assertThat(reason()).as("reason of %s", json).isNotBlank();
        }
        assertThat(count("unchanged") + count("created") + count("updated") + count("rejected") + count("pending"))
                .as("counts of %s", json)
                .isEqualTo(count("read"));
        return this;
    }

    /** The counts, in this order: read, unchanged, created, updated, deleted, rejected. */
    Report counts(int read, int unchanged, int created, int updated, int deleted, int rejected) {
        assertThat(new int[] {
                    count("read"),
                    count("unchanged"),
                    count("created"),
                    count("updated"),
                    count("deleted"),
                    count("rejected")
                })
                .as("read, unchanged, created, updated, deleted, rejected of %s", json)
                .containsExactly(read, unchanged, created, updated, deleted, rejected);
        return this;
    }
}
