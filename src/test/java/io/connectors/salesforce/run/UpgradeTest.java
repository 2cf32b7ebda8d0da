package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases of other versions of the program. */
class UpgradeTest {
    private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private static String url(TestDatabase database, String url) {
        return database == TestDatabase.H2 ? url + OPTIONS : url;
    }

    private static void execute(TestDatabase database, String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database, url), database.username(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long scopes(State state) {
        return state.read(handle -> handle.createQuery("SELECT count(*) FROM scope")
                .mapTo(long.class)
                .one());
    }

    @ParameterizedTest
    @EnumSource
    void migratesOneOfThePreviousVersionAndKeepsWhatItHolds(TestDatabase database) throws SQLException {
        String url = database.newUrl();
        Flyway.configure()
                .dataSource(url(database, url), database.username(), "")
                .target("1")
                .load()
                .migrate();
        execute(database, url, "INSERT INTO scope (connector, platform) VALUES ('acme', 'rest')");
        execute(
                database,
                url,
                "INSERT INTO run (run, connector, epoch, status, stage, started_by, preview, overridden, selected, unchanged,"
                        + " created, updated, deleted, rejected, pending, missing, api_calls, started_at, duration_ms)"
                        + " VALUES ('r', 'acme', 1, 'completed', 'close', 'manual', FALSE, FALSE, 5, 5, 0, 0, 0, 0, 0, 0, 1,"
                        + " CURRENT_TIMESTAMP, 1)");

        try (State state = database.open(url)) {
            assertThat(scopes(state)).isEqualTo(1);
            assertThat(new RunRecords(state).list("acme", Optional.empty(), 10))
                    .extracting(RunReport::run)
                    .containsExactly("r");
            assertThat(state.<Long>read(handle -> handle.createQuery("SELECT count(*) FROM qrtz_triggers")
                            .mapTo(long.class)
                            .one()))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesANewerOneAndLeavesItAsItIs(TestDatabase database) throws SQLException {
        String url = database.newUrl();
        database.open(url).close();
        execute(
                database,
                url,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)");

        assertThatThrownBy(() -> database.open(url))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("99");
    }
}
