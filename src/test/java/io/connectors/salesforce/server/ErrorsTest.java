package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An error of any kind, in any thread, fails its run and nothing else: the connector is free, and the next run is well. */
@Timeout(20)
class ErrorsTest {
    private static final String PROCESS = "- process: { ref: bomb }\n";
    private static final String WHEN = "- filter: { simple: \"${bean:bomb?method=explode}\", steps: [ { log: x } ] }\n";

    @AfterEach
    void disarm() {
        Bomb.arm(null);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of("a slice", "stage-users", "- process: { ref: mapping }", "PROCESS"),
                Arguments.of("a slice's predicate", "stage-users", "- process: { ref: mapping }", "WHEN"),
                Arguments.of(
                        "the slices' split",
                        "stage-users",
                        "method: { ref: orgs, method: slices }",
                        "method: { ref: bomb, method: explode }"),
                Arguments.of("a page", "stage-users", "- bean: { ref: staging, method: stage }", "PROCESS"),
                Arguments.of("the next page", "next-page", "- to: direct:query-salesforce", "PROCESS"),
                Arguments.of("the page before", "query-salesforce", "- convertBodyTo: { type: \"byte[]\" }", "PROCESS"),
                Arguments.of(
                        "the pages' loop",
                        "read-users",
                        "simple: \"${exchangeProperty.queries.more}\"",
                        "simple: \"${bean:bomb?method=explode} && ${exchangeProperty.queries.more}\""),
                Arguments.of(
                        "the pages' filter",
                        "read-users",
                        "simple: \"${exchangeProperty.queries.underway}\"",
                        "simple: \"${bean:bomb?method=explode} && ${exchangeProperty.queries.underway}\""),
                Arguments.of("a batch", "send-batch", "- bean: { ref: deliveries, method: next }", "PROCESS"),
                Arguments.of(
                        "a batch's loop",
                        "send-batch",
                        "simple: \"${exchangeProperty.batch.waiting}\"",
                        "simple: \"${bean:bomb?method=explode} && ${exchangeProperty.batch.waiting}\""),
                Arguments.of("a batch's request", "platform-rest", "- convertBodyTo: { type: \"byte[]\" }", "PROCESS"),
                Arguments.of(
                        "the batches' split", "apply-changes", "- bean: { ref: deliveries, method: admit }", "PROCESS"),
                Arguments.of("the plan", "plan-changes", "- bean: { ref: planning, method: compare }", "PROCESS"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void failTheRun(String what, String route, String at, String in) throws IOException {
        String text = Files.readString(Path.of("routes", route + ".camel.yaml"));
        int from = text.indexOf(at);
        String indent = text.substring(text.lastIndexOf('\n', from) + 1, from);
        String with = in.equals("PROCESS") ? PROCESS + indent + at : in.equals("WHEN") ? WHEN + indent + at : in;
        try (Installation site = Installation.of(TestDatabase.H2, 40).setting("run.stalled", "10s")) {
            site.file(
                    "routes/" + route + ".camel.yaml",
                    "- beans:\n  - name: bomb\n    type: " + Bomb.class.getName() + "\n" + text.replace(at, with));
            Stream.<Supplier<Error>>of(
                            StackOverflowError::new,
                            () -> new OutOfMemoryError("test"),
                            () -> new NoClassDefFoundError("some/Thing"),
                            () -> new AssertionError("test"))
                    .forEach(error -> {
                        Bomb.arm(error);
                        RunReport run = site.run();
                        assertThat(run.status()).as("%s: %s", error.get(), run).isEqualTo(Status.FAILED);
                        assertThat(run.reason()).doesNotContain("no progress");
                    });
            Bomb.arm(null);

            if (!in.startsWith("method")) {
                RunReport run = site.run();
                assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            }
        }
    }
}
