package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that takes the longer the more users there are needs the lease's row, which its renewal has to change meanwhile. */
@Timeout(120)
class ShortLocksTest {
    private static final int MORE_THAN_A_PIECE = 5_001;

    private final CountDownLatch closing = new CountDownLatch(1);
    private Installation site;
    private Connection lock;

    /** The bean {@code locks}: what a renewal in progress does to the lease, for any time. */
    public final class Locks {
        public void hold() throws SQLException {
            lock = connection();
            try (Statement statement = lock.createStatement()) {
                statement.execute("SELECT epoch FROM lease WHERE connector = 'acme' FOR UPDATE");
            }
        }

        public void free() throws SQLException {
            lock.rollback();
            lock.close();
        }

        public void holdToTheEnd() throws SQLException {
            hold();
            closing.countDown();
        }
    }

    private Connection connection() throws SQLException {
        return site.context()
                .getRegistry()
                .lookupByNameAndType("planReader", DataSource.class)
                .getConnection();
    }

    private long number(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String shipped(String route) throws IOException {
        return Files.readString(Path.of("routes", route + ".camel.yaml"));
    }

    private static String call(String method) {
        return "- toD: \"bean:locks?method=" + method + "\"\n";
    }

    /** Holds the lease's row during a step. */
    private static String during(String step, String yaml) {
        int at = yaml.indexOf("- bean: { ref: planning, method: " + step + " }\n");
        assertThat(at).as(step).isPositive();
        int end = yaml.indexOf('\n', at) + 1;
        String indent = " ".repeat(8);
        return yaml.substring(0, at)
                + call("hold")
                + indent
                + yaml.substring(at, end)
                + indent
                + call("free")
                + yaml.substring(end);
    }

    @ParameterizedTest
    @EnumSource
    void areAllThatPlanningAndClosingNeed(TestDatabase database) throws Exception {
        site = Installation.of(database, 150);
        try (Installation closes = site) {
            site.file("routes/plan-changes.camel.yaml", during("count", during("compare", shipped("plan-changes"))));
            String run = shipped("run");
            String finish = "- bean: { ref: runs, method: \"finish(";
            assertThat(run).contains(finish);
            site.file("routes/run.camel.yaml", run.replace(finish, call("holdToTheEnd") + " ".repeat(24) + finish));
            site.context().getRegistry().bind("locks", new Locks());

            CompletableFuture<RunReport> whole = CompletableFuture.supplyAsync(site::run);
            assertThat(closing.await(60, TimeUnit.SECONDS))
                    .as("comes to its end")
                    .isTrue();
            await().untilAsserted(() ->
                    assertThat(number("SELECT COUNT(*) FROM staged")).isZero());
            assertThat(number("SELECT COUNT(*) FROM plan_change WHERE document IS NOT NULL"))
                    .isZero();
            assertThat(whole).as("its last write needs the lease").isNotDone();
            new Locks().free();

            RunReport report = whole.join();
            assertThat(report.status()).as(report.reason()).isEqualTo(Status.COMPLETED);
        }
    }

    private void leave(String run, String connector, String status, int users) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement row =
                        connection.prepareStatement("INSERT INTO run (run, connector, epoch, status, stage,"
                                + " started_by, preview, overridden, selected, unchanged, created, updated, deleted, rejected, pending,"
                                + " missing, api_calls, started_at, duration_ms) VALUES (?, ?, 1, ?, 'read', 'manual', FALSE, FALSE,"
                                + " 0, 0, 0, 0, 0, 0, 0, 0, 0, CURRENT_TIMESTAMP, 0)");
                PreparedStatement user =
                        connection.prepareStatement("INSERT INTO staged (run, id, document) VALUES (?, ?, '{}')")) {
            row.setString(1, run);
            row.setString(2, connector);
            row.setString(3, status);
            row.execute();
            for (int i = 0; i < users; i++) {
                user.setString(1, run);
                user.setString(2, "005%015d".formatted(i));
                user.addBatch();
            }
            user.executeBatch();
            connection.commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void letTheNextRunRemoveWhatADeadProcessStaged(TestDatabase database) throws SQLException {
        site = Installation.of(database, 50);
        try (Installation closes = site) {
            leave("dead", "acme", "running", MORE_THAN_A_PIECE);
            leave("held", "acme", "held", 3);
            leave("other", "another", "running", 3);

            // a preview replaces no plan
            assertThat(site.preview().status()).isEqualTo(Status.PREVIEWED);

            assertThat(number("SELECT COUNT(*) FROM staged WHERE run = 'dead'")).isZero();
            assertThat(number("SELECT COUNT(*) FROM staged WHERE run = 'held'")).isEqualTo(3);
            assertThat(number("SELECT COUNT(*) FROM staged WHERE run = 'other'"))
                    .isEqualTo(3);
            assertThat(number("SELECT COUNT(*) FROM staged")).isEqualTo(6);
            assertThat(site.server().find("dead"))
                    .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(Status.FAILED));
        }
    }
}
