package io.connectors.salesforce.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.run.Counts;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.Trigger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {
    private static final Counts COUNTS = new Counts(5000, 4991, 4, 5, 1, 0, 0, 2);

    private static RunReport report(String connector, Status status, String reason, List<String> leftOut) {
        return new RunReport(
                connector,
                "r1",
                status,
                Trigger.MANUAL,
                false,
                COUNTS,
                reason,
                5,
                Instant.parse("2026-03-01T02:00:00.123456Z"),
                812,
                leftOut);
    }

    private static RunReport completed() {
        return report("acme", Status.COMPLETED, null, List.of());
    }

    private static RunReport of(Status status) {
        return report("acme", status, "Because.", List.of());
    }

    private static String print(boolean json, RunReport... reports) {
        StringWriter text = new StringWriter();
        Reports.print(List.of(reports), json, new PrintWriter(text));
        return text.toString();
    }

    private static List<String> keys(JsonNode report) {
        List<String> keys = new ArrayList<>();
        report.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void printsOneArrayWithTheKeysInTheirOrder() throws IOException {
        JsonNode array = new ObjectMapper().readTree(print(true, completed()));

        assertThat(array.isArray()).isTrue();
        assertThat(keys(array.get(0)))
                .startsWith(
                        "connector",
                        "run",
                        "status",
                        "trigger",
                        "preview",
                        "read",
                        "unchanged",
                        "created",
                        "updated",
                        "deleted",
                        "rejected",
                        "pending",
                        "missing",
                        "reason",
                        "apiCalls",
                        "startedAt",
                        "durationMs");
    }

    @Test
    void printsValuesAsTheContractSpellsThem() throws IOException {
        JsonNode report = new ObjectMapper().readTree(print(true, completed())).get(0);

        assertThat(report.get("status").textValue()).isEqualTo("completed");
        assertThat(report.get("trigger").textValue()).isEqualTo("manual");
        assertThat(report.get("preview").isBoolean()).isTrue();
        assertThat(report.get("reason").isNull()).isTrue();
        assertThat(report.get("startedAt").textValue()).isEqualTo("2026-03-01T02:00:00.123Z");
        assertThat(Stream.of("read", "unchanged", "created", "updated", "deleted", "rejected", "pending", "missing")
                        .map(key -> report.get(key).longValue()))
                .containsExactly(5000L, 4991L, 4L, 5L, 1L, 0L, 0L, 2L);
        assertThat(report.get("apiCalls").longValue()).isEqualTo(5);
        assertThat(report.get("durationMs").longValue()).isEqualTo(812);
    }

    @Test
    void printsAnEmptyArrayForNoRun() throws IOException {
        assertThat(new ObjectMapper().readTree(print(true))).isEmpty();
    }

    @Test
    void printsNothingButTheArray() throws IOException {
        String text = print(true, of(Status.HELD), of(Status.FAILED));

        assertThat(new ObjectMapper().readTree(text)).hasSize(2);
        assertThat(text.strip()).startsWith("[").endsWith("]");
    }

    @Test
    void printsATablePeopleCanRead() {
        List<String> lines = print(
                        false, completed(), report("a-connector-with-a-long-name", Status.CANCELLED, null, List.of()))
                .lines()
                .toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).trim().split("\\s+"))
                .containsExactly(
                        "Connector",
                        "Status",
                        "Read",
                        "Unchanged",
                        "Created",
                        "Updated",
                        "Deleted",
                        "Rejected",
                        "Pending",
                        "Missing",
                        "Calls",
                        "Seconds");
        assertThat(lines.get(1).trim().split("\\s+"))
                .containsExactly("acme", "completed", "5,000", "4,991", "4", "5", "1", "0", "0", "2", "5", "0.8");
        assertThat(lines.get(2)).startsWith("a-connector-with-a-long-name ");
        assertThat(lines)
                .extracting(line -> Math.max(line.indexOf("5,000"), line.indexOf("Read")))
                .as("where the column of users read begins")
                .containsOnly(lines.get(0).indexOf("Read"));
    }

    @Test
    void explainsBelowTheTableWhatIsToBeKnown() {
        String text = print(false, report("acme", Status.COMPLETED, null, List.of("User.Phone", "User.Fax")));

        assertThat(text).contains("acme: left out").contains("User.Phone, User.Fax");
        assertThat(print(false, of(Status.FAILED))).contains("acme: Because.");
    }

    @Test
    void tellsHowToDecideAHeldRun() {
        assertThat(print(false, of(Status.HELD))).contains("acme: Because.", "approve r1", "discard r1");
        assertThat(print(false, of(Status.PREVIEWED))).doesNotContain("approve");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 0",
        "PREVIEWED, 0",
        "SKIPPED, 0",
        "FAILED, 1",
        "CANCELLED, 1",
        "HELD, 3",
        "DISCARDED, 0",
        "REPLACED, 0"
    })
    void endsWithTheCodeOfTheStatus(Status status, int code) {
        assertThat(Reports.exitCode(List.of(of(status)))).isEqualTo(code);
    }

    @Test
    void endsWithTheHighestOfSeveral() {
        assertThat(Reports.exitCode(List.of(of(Status.COMPLETED), of(Status.HELD), of(Status.FAILED))))
                .isEqualTo(3);
        assertThat(Reports.exitCode(List.of(of(Status.FAILED), of(Status.COMPLETED))))
                .isEqualTo(1);
        assertThat(Reports.exitCode(List.of())).isZero();
    }
}
