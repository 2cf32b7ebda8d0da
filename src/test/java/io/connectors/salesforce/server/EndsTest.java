package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.run.Trigger;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every run ends: one that comes no further, one that is cancelled, one whose thread does not answer. */
@Timeout(40)
class EndsTest {
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        Bomb.arm(null);
        release.countDown();
    }

    /** Answers nothing until the test lets go, and then what the server behind would not. */
    private Gateway silent(String behind, String part) throws IOException {
        return new Gateway(behind, part, exchange -> {
            release.await();
            byte[] nobody =
                    "{\"results\":[],\"totalSize\":0,\"done\":true,\"records\":[]}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, nobody.length);
            exchange.getResponseBody().write(nobody);
        });
    }

    private static Connector acme(Installation site) {
        return site.server().connectors().find("acme").orElseThrow();
    }

    private static Run begin(Installation site) {
        RunReport begun = site.server().begin(acme(site), new RunRequest(Trigger.MANUAL, false, false, false));
        return site.server().active().stream()
                .filter(run -> run.id().equals(begun.run()))
                .findFirst()
                .orElseThrow();
    }

    private static RunReport report(Installation site, Run run) {
        return site.server().find(run.id()).orElseThrow();
    }

    private static void completes(Installation site) {
        RunReport run = site.run();
        assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aRunThatWaitsForAnOrgForeverFails() throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40).setting("run.stalled", "1s");
                Gateway org = silent(site.org().url(), "/query")) {
            site.org().instanceUrl(org.url());
            site.set("salesforce", Installation.salesforce(org.url()));

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).contains("no progress for", "run.stalled", "Nothing was sent");
            assertThat(run.apiCalls()).isPositive();
            assertThat(site.server().state("acme").orElseThrow().health()).isEqualTo(Health.FAILED);
            org.through(1000);
            completes(site);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatWaitsForAPlatformForeverFailsAndItsLateAnswerCountsForNothing(TestDatabase database)
            throws IOException {
        try (Installation site = Installation.of(database, 40).setting("run.stalled", "1s");
                Gateway platform = silent(site.platform().url(), "/batch")) {
            site.set(
                    "platform",
                    "{ type: rest, token: demo-platform-token, batchSize: 5, url: \"" + platform.url()
                            + site.platform().url().replaceFirst("http://[^/]+", "") + "\" }");

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).contains("no progress for", "Check that the platform answers");
            assertThat(run.counts().pending()).isEqualTo(run.counts().read());
            int sent = platform.answered();
            platform.through(1000);
            completes(site);
            release.countDown();
            await().during(Duration.ofMillis(500)).until(() -> platform.answered() == sent);
            assertThat(site.server().find(run.run())).hasValue(run);
        }
    }

    @Test
    void aRunWhoseThreadIsStuckFailsAndWhatItDoesLaterHasNoEffect() throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40).setting("run.stalled", "1s")) {
            stick(site, "apply-changes", "- loop:");

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            Bomb.arm(null);
            completes(site);
            int sent = site.platform().history().size();
            release.countDown();
            await().during(Duration.ofMillis(500))
                    .until(() -> site.platform().history().size() == sent);
            assertThat(site.server().find(run.run())).hasValue(run);
        }
    }

    private void stick(Installation site, String route, String before) throws IOException {
        String text = Files.readString(Path.of("routes", route + ".camel.yaml"));
        site.file(
                "routes/" + route + ".camel.yaml",
                "- beans:\n  - name: bomb\n    type: " + Bomb.class.getName() + "\n"
                        + text.replace(before, "- process: { ref: bomb }\n        " + before));
        Bomb.arm(() -> {
            boolean hurried = false;
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException stuck) {
                    hurried = true;
                }
            }
            if (hurried) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
    }

    @Test
    void aCancelledRunEndsWithinTenSecondsThoughItsThreadIsStuck() throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 40)) {
            stick(site, "plan-changes", "- bean: { ref: planning, method: compare }");
            Run run = begin(site);
            await().until(() -> run.stage().word().equals("plan"));

            run.cancel();

            assertThat(run.cancelled()).isTrue();
            assertThat(report(site, run).status()).isEqualTo(Status.RUNNING);
            await().atMost(10, TimeUnit.SECONDS).until(() -> report(site, run).status() == Status.CANCELLED);
            Bomb.arm(null);
            completes(site);
        }
    }

    @Test
    void aCancelledRunThatWaitsToAskAgainEndsAtOnce() {
        try (Installation site = Installation.of(TestDatabase.H2, 40)) {
            site.platform()
                    .fault(PlatformFault.always(Kind.STATUS).withStatus(503).withRetryAfter("50"));
            Run run = begin(site);
            await().until(() -> run.waits().now().isPresent());

            run.cancel();

            await().atMost(3, TimeUnit.SECONDS).until(() -> report(site, run).status() == Status.CANCELLED);
        }
    }

    @Test
    void aWaitThatThePlatformAskedForIsNoStandstill() {
        try (Installation site = Installation.of(TestDatabase.H2, 40).setting("run.stalled", "1s")) {
            site.platform()
                    .fault(PlatformFault.once(Kind.STATUS).withStatus(503).withRetryAfter("3"));

            completes(site);
        }
    }

    @Test
    void aWaitBeyondTheBudgetFailsTheRunAndNamesTheTime() {
        try (Installation site = Installation.of(TestDatabase.H2, 40)) {
            site.platform()
                    .fault(PlatformFault.always(Kind.STATUS).withStatus(503).withRetryAfter("3600"));

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.reason()).contains("answered 503", "no request before 20", "(Retry-After)");
            assertThat(run.durationMs()).isLessThan(10_000);
        }
    }
}
