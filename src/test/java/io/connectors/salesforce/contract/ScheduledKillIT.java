package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Started;
import io.connectors.salesforce.run.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A firing goes to one process of several, and to another one where that is killed. */
class ScheduledKillIT {
    private final String url = TestDatabase.POSTGRESQL.newUrl();
    private final Site site = new Site();
    private final Connector acme = site.connector(
            "acme",
            600,
            "platform.batchSize: 2",
            "schedule.repeats: daily",
            "schedule.startTime: \""
                    + LocalTime.now(ZoneId.systemDefault()).plusHours(12).truncatedTo(ChronoUnit.MINUTES) + "\"");

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void handsItsRunOverAndCatchesUpWhatNobodyWasThereFor() throws SQLException {
        site.setting("database.url", url);
        site.setting("database.username", TestDatabase.POSTGRESQL.username());
        site.setting("lease.seconds", "5");
        Started first = site.start("serve");
        await(() -> !query("SELECT trigger_name FROM qrtz_triggers").isEmpty());
        first.kill();
        long missed = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
        try (Connection connection = database();
                Statement update = connection.createStatement()) {
            assertThat(update.executeUpdate("UPDATE qrtz_triggers SET next_fire_time = " + missed))
                    .isEqualTo(1);
        }

        Started second = site.start("serve");
        await(() -> acme.batches() > 20);
        second.kill();
        assertThat(acme.there()).isNotEqualTo(acme.active());
        Started third = site.start("serve");

        await(() -> query("SELECT status FROM run").contains("completed"));
        third.kill();
        assertThat(query("SELECT status FROM run ORDER BY started_at")).containsExactly("failed", "completed");
        assertThat(acme.there()).isEqualTo(acme.active());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(condition);
    }

    private List<String> query(String statement) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(statement)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(url, TestDatabase.POSTGRESQL.username(), "");
    }
}
