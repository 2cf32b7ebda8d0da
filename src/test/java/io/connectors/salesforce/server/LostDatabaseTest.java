package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
            connections(site, false);

            RunReport failed = running.join();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("database", "SQLSTATE");
            assertThat(site.users()).isEmpty();

            connections(site, true);
            RunReport next = site.run();
            assertThat(next.status()).as(next.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.server().find(failed.run()).orElseThrow().status())
                    .as("its record, closed by the next run")
                    .isEqualTo(Status.FAILED);
        }
    }

    /** Lets the server's database be reached or not, and ends the connections there are. */
    private static void connections(Installation site, boolean allowed) throws SQLException {
        String url = site.databaseUrl();
        String database = url.replaceFirst(".*/([a-z0-9]+)\\?.*", "$1");
        try (Connection admin = DriverManager.getConnection(url.replace("/" + database, "/postgres"));
                Statement statement = admin.createStatement()) {
            statement.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS " + allowed);
            if (!allowed) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
            }
        }
    }
}
