package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.contract.Receiver.Reply;
import io.connectors.salesforce.contract.Site.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Neither a user's name nor a platform's answer forges a line of the log. */
class LogIT {
    private static final String FORGED = "x\n2026-01-01T00:00:00 ERROR forged: line\r\n";

    @Test
    void holdsNoLineThatAUserOrAPlatformWrote() throws Exception {
        try (Site site = new Site();
                Receiver platform = new Receiver(
                        call -> Reply.of(403, FORGED.replace("\n", "\\n").replace("\r", "\\r")))) {
            Connector acme = site.connector("acme", 5, "platform.url: " + platform.url());
            acme.edit(0, 5, Map.of("LastName", FORGED, "Username", FORGED));

            Ended ended = site.command("run", "acme");

            assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
            assertThat(ended.err().lines())
                    .as("log")
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("ERROR forged") && !line.contains("answered 403"));
            assertThat(ended.text().lines()).as("all output").noneMatch(line -> line.startsWith("2026-01-01"));
        }
    }

    @Test
    void namesATrustStoreThatCannotBeUsedAndNotItsPassword() throws Exception {
        try (Site site = new Site()) {
            site.connector("acme", 5);
            site.setting("trust-store.path", "missing.p12");
            site.setting("trust-store.password", "hidden-word");

            Ended ended = site.command("run", "acme");

            assertThat(ended.exit()).as(ended.text()).isEqualTo(2);
            assertThat(ended.err()).contains("trust-store.path = missing.p12", "no such file");
            assertThat(ended.text()).doesNotContain("hidden-word");
        }
    }

    @Test
    void isJsonWithTheRunsIdWhereThatIsAskedFor() throws Exception {
        try (Site site = new Site()) {
            site.connector("acme", 5);
            site.setting("log.format", "json");

            Ended ended = site.run("acme");

            String run = ended.report("acme").is("completed").run();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : ended.err().lines().toList()) {
                lines.add(Site.JSON.readTree(line));
            }
            assertThat(lines)
                    .allSatisfy(
                            line -> assertThat(line.path("@timestamp").asText()).isNotEmpty())
                    .filteredOn(line -> line.path("message").asText().contains(run))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(line -> assertThat(line.toString()).contains("\"run\":\"" + run + "\""));
        }
    }
}
