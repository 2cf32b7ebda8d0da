package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that goes away in the middle of a run fails the run, and costs nobody anything. */
class LostDatabaseTest {

    @Test
    @Timeout(120)
    void failsTheRunAndLetsTheNextOneGoOn() throws Exception {
        try (Installation site = Installation.of(TestDatabase.POSTGRESQL, 4500).setting("lease.seconds", "2")) {
            site.org().fault(OrgFault.on(Kind.SLOW, "/query/0r8", 1).withDelayMs(1500));
            CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(site::run);
            await().until(() -> site.org().requests().get("requests").toString().contains("/query/0r8"));
            TestDatabase.reachable(site.databaseUrl(), false);

            RunReport failed = running.join();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("database", "SQLSTATE");
            assertThat(site.users()).isEmpty();

            TestDatabase.reachable(site.databaseUrl(), true);
            RunReport next = site.run();
            assertThat(next.status()).as(next.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.server().find(failed.run()).orElseThrow().status())
                    .as("its record, closed by the next run")
                    .isEqualTo(Status.FAILED);
        }
    }
}
