package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.run.Trigger;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/** What {@code serve} does: every active connector of this server runs when its schedule says, and no other. */
class ScheduledRunTest {
    private static final String EVERY_SECOND = "{ repeats: \"* * * ? * *\" }";
    private static final String MANY_TRIGGERS = "{ repeats: every 50m, startTime: \"00:30\" }";

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void runsAgainAndAgain() {
        try (Installation site = Installation.of(TestDatabase.H2, 60).set("schedule", EVERY_SECOND)) {
            site.server().serve();

            await().atMost(LONGEST).until(() -> !site.users().isEmpty());
            String someone = site.users().keySet().iterator().next();
            site.org().edit(someone, Map.of("Department", "Elsewhere"));

            await().atMost(LONGEST)
                    .until(() -> site.users()
                            .get(someone)
                            .at("/User/Department")
                            .asText()
                            .equals("Elsewhere"));
        }
    }

    @Test
    void leavesInactiveConnectorsAndThoseOfOthersAlone() {
        try (Installation site = Installation.of(TestDatabase.H2, 60).set("schedule", EVERY_SECOND)) {
            site.set("active", "false").server().serve();
            assertThat(site.context().getRoutes()).extracting(Route::getId).noneMatch(id -> id.startsWith("schedule-"));

            site.set("active", "true").set("server", "Elsewhere").server().serve();
            assertThat(site.context().getRoutes()).extracting(Route::getId).noneMatch(id -> id.startsWith("schedule-"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordsAFiringDuringARunAsSkipped(TestDatabase database) throws Exception {
        try (Installation site = Installation.of(database, 20).set("schedule", EVERY_SECOND)) {
            site.org().fault(OrgFault.on(Kind.SLOW, "Username", 1).withDelayMs(2_000));
            site.server().serve();

            await().atMost(LONGEST)
                    .until(() ->
                            runs(site).stream().anyMatch(run -> run.status().equals("completed")));

            List<ScheduledRun> runs = runs(site);
            ScheduledRun first = runs.get(0);
            assertThat(first.status()).isEqualTo("completed");
            assertThat(runs.stream()
                            .filter(run -> run.started().isBefore(first.end()))
                            .skip(1))
                    .as("nothing queued: %s", runs)
                    .isNotEmpty()
                    .allMatch(run -> run.status().equals("skipped"));
        }
    }

    @Test
    void comesToItsTurnThoughAsManyOthersHangAsMayRunAtOnce() throws Exception {
        try (ServerSocket silence = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                Installation site = Installation.of(TestDatabase.H2, 20)
                        .setting("schedule.threads", "2")
                        .set("schedule", EVERY_SECOND)) {
            for (int i = 0; i < 3; i++) {
                site.file("connectors/silent-" + i + ".yaml", """
                        name: Silent
                        mapping: users.csv
                        salesforce: %s
                        schedule: %s
                        platform: { type: rest, url: "http://127.0.0.1:1", token: t }
                        """.formatted(
                                Installation.salesforce("http://127.0.0.1:" + silence.getLocalPort()), EVERY_SECOND));
            }
            site.server().serve();
            await().atMost(LONGEST).until(() -> site.server().active().size() >= 2);
            await().atMost(LONGEST)
                    .until(() -> site.server().list("acme", Optional.empty(), 1).orElseThrow().stream()
                            .anyMatch(run -> run.startedBy() == Trigger.SCHEDULE
                                    && !site.users().isEmpty()));
            await().atMost(LONGEST)
                    .until(() -> site.server().active().stream()
                                    .filter(run -> run.connector().id().startsWith("silent"))
                                    .count()
                            == 3);
        }
    }

    /** Several triggers of the connector have been missed, each of them several times. */
    @ParameterizedTest
    @EnumSource
    void catchesUpOnceWhatWasMissed(TestDatabase database) throws Exception {
        try (Installation site = Installation.of(database, 20).set("schedule", MANY_TRIGGERS)) {
            site.server().serve();
            site.restart();
            long missed = Instant.now().minus(Duration.ofDays(3)).toEpochMilli();
            assertThat(sql(site, "UPDATE qrtz_triggers SET next_fire_time = " + missed))
                    .isGreaterThan(1);

            site.server().serve();

            await().atMost(LONGEST).until(() -> quiet(site));
            assertThat(runs(site)).extracting(ScheduledRun::status).containsExactly("completed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesOverTheRunOfAProcessThatDied(TestDatabase database) throws Exception {
        try (Installation site = Installation.of(database, 20).setting("lease.seconds", "3")) {
            Instant fired = died(site);
            sql(site, "UPDATE run SET status = 'running'");
            sql(site, "UPDATE lease SET expires_at = CURRENT_TIMESTAMP + CAST(3 AS integer) * INTERVAL '1' SECOND");

            site.server().serve();

            await().atMost(LONGEST).until(() -> quiet(site));
            assertThat(runs(site))
                    .extracting(ScheduledRun::status)
                    .as("the dead one, and the one that took over from %s", fired)
                    .containsExactly("failed", "completed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsNotAgainWhatADyingProcessHadFinished(TestDatabase database) throws Exception {
        try (Installation site = Installation.of(database, 20)) {
            died(site);

            site.server().serve();

            await().atMost(LONGEST).until(() -> quiet(site));
            assertThat(runs(site)).extracting(ScheduledRun::status).containsExactly("completed");
        }
    }

    /** Leaves a run by schedule, and what Quartz knows of its firing as long as its process has not said that it is done. */
    private static Instant died(Installation site) throws SQLException {
        site.set("schedule", "{ repeats: daily, startTime: \"05:00\" }")
                .server()
                .serve();
        site.run();
        site.restart();
        Instant fired = Instant.now().minus(Duration.ofMinutes(1));
        sql(site, "UPDATE run SET started_by = 'schedule'");
        sql(site, """
                INSERT INTO qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name,
                  fired_time, sched_time, priority, state, job_name, job_group, is_nonconcurrent, requests_recovery)
                VALUES ('Cloud', 'dead', 'acme-0', 'connectors', 'embedded', %1$d, %1$d, 5, 'EXECUTING', 'acme-0',
                  'connectors', false, true)
                """.formatted(fired.toEpochMilli()));
        return fired;
    }

    @Test
    void runsEachFiringInOneOfSeveralProcesses() throws Exception {
        try (Installation site = Installation.of(TestDatabase.POSTGRESQL, 20).set("schedule", EVERY_SECOND);
                ConnectorServer other = site.another()) {
            site.server().serve();
            other.serve();

            await().atMost(LONGEST).until(() -> runs(site).size() >= 5);

            assertThat(runs(site))
                    .extracting(run -> run.started().getEpochSecond())
                    .as("one a second")
                    .doesNotHaveDuplicates();
        }
    }

    private record ScheduledRun(String status, Instant started, Instant end) {}

    /** Whether a run has ended, and nothing fires or is about to. */
    private static boolean quiet(Installation site) throws SQLException, SchedulerException {
        Scheduler scheduler =
                site.context().getComponent("quartz", QuartzComponent.class).getScheduler();
        return scheduler.getCurrentlyExecutingJobs().isEmpty()
                && count(site, "qrtz_fired_triggers WHERE state = 'EXECUTING'") == 0
                && count(
                                site,
                                "qrtz_triggers WHERE next_fire_time < "
                                        + Instant.now().toEpochMilli())
                        == 0
                && runs(site).stream().anyMatch(run -> run.status().equals("completed"));
    }

    /** Every run of the database, in the order of their starts. */
    private static List<ScheduledRun> runs(Installation site) throws SQLException {
        List<ScheduledRun> runs = new ArrayList<>();
        try (Connection connection = database(site).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT status, started_at, duration_ms FROM run ORDER BY started_at")) {
            while (rows.next()) {
                Instant started =
                        rows.getObject("started_at", OffsetDateTime.class).toInstant();
                runs.add(new ScheduledRun(
                        rows.getString("status"), started, started.plusMillis(rows.getLong("duration_ms"))));
            }
        }
        return runs;
    }

    private static int count(Installation site, String rows) throws SQLException {
        try (Connection connection = database(site).getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + rows)) {
            count.next();
            return count.getInt(1);
        }
    }

    private static int sql(Installation site, String statement) throws SQLException {
        try (Connection connection = database(site).getConnection();
                Statement update = connection.createStatement()) {
            int rows = update.executeUpdate(statement);
            connection.commit();
            return rows;
        }
    }

    private static DataSource database(Installation site) {
        return site.context().getRegistry().lookupByNameAndType("planReader", DataSource.class);
    }
}
