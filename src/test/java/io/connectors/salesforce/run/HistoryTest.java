package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The record of runs lasts as long as the settings say, by age and not by number, and is found at once however long it is. */
@Timeout(120)
class HistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static History history(State state) {
        return new History(state, Duration.ofDays(400), Duration.ofDays(30), CLOCK);
    }

    private record Row(String connector, int daysAgo, String status, int deleted, boolean overridden, boolean preview) {
        static Row of(int daysAgo, String status) {
            return new Row("acme", daysAgo, status, 0, false, false);
        }

        Row with(int users) {
            return new Row(connector, daysAgo, status, users, overridden, preview);
        }

        Row decided() {
            return new Row(connector, daysAgo, status, deleted, true, preview);
        }

        Row looking() {
            return new Row(connector, daysAgo, status, deleted, overridden, true);
        }

        Row in(String other) {
            return new Row(other, daysAgo, status, deleted, overridden, preview);
        }

        /** Says what it is. */
        String id() {
            return connector + "-" + daysAgo + "-" + status + (deleted > 0 ? "-deleted" : "")
                    + (overridden ? "-decided" : "") + (preview ? "-preview" : "");
        }
    }

    private static void insert(State state, List<Row> rows, boolean numbered) {
        state.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO run (run, connector, scope, epoch, status, stage, started_by, preview, overridden, selected, unchanged,
                      created, updated, deleted, rejected, pending, missing, api_calls, started_at, duration_ms)
                    VALUES (:run, :connector, 1, 1, :status, 'close', 'manual', :preview, :overridden, 0, 0, 0, 0, :deleted, 0, 0, 0, 0,
                      :at, 1)""");
            PreparedBatch changes = handle.prepareBatch("INSERT INTO plan_change (run, id, kind, state, fresh)"
                    + " VALUES (:run, '0050000000001AAA', 'delete', 'acknowledged', FALSE)");
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                String id = numbered ? "run-" + i : row.id();
                batch.bind("run", id)
                        .bind("connector", row.connector())
                        .bind("status", row.status())
                        .bind("preview", row.preview())
                        .bind("overridden", row.overridden())
                        .bind("deleted", row.deleted())
                        .bind(
                                "at",
                                NOW.minus(Duration.ofDays(row.daysAgo()))
                                        .plusMillis(i)
                                        .atOffset(ZoneOffset.UTC))
                        .add();
                changes.bind("run", id).add();
            }
            batch.execute();
            changes.execute();
            return null;
        });
    }

    private static List<String> runs(State state, String table) {
        return state.read(handle -> handle.createQuery("SELECT run FROM " + table + " ORDER BY run")
                .mapTo(String.class)
                .list());
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatWasDoneLongAndWhatWasQuietShortly(TestDatabase database) {
        List<Row> kept = List.of(
                Row.of(1, "completed"),
                Row.of(29, "completed"),
                Row.of(29, "previewed").looking(),
                Row.of(31, "failed"),
                Row.of(31, "cancelled"),
                Row.of(31, "discarded"),
                Row.of(31, "replaced"),
                Row.of(31, "completed").decided(),
                Row.of(399, "completed").with(1),
                Row.of(500, "held"),
                Row.of(500, "running"),
                Row.of(450, "failed").in("last"),
                Row.of(500, "completed").in("last"),
                Row.of(450, "skipped").in("idle"));
        List<Row> gone = List.of(
                Row.of(31, "completed"),
                Row.of(31, "skipped"),
                Row.of(31, "previewed").looking().with(3),
                Row.of(401, "failed"),
                Row.of(401, "discarded"),
                Row.of(401, "completed").with(1),
                Row.of(510, "completed").in("last"),
                Row.of(460, "skipped").in("idle"));
        try (State state = database.open(database.newUrl())) {
            insert(state, gone, false);
            insert(state, kept, false);

            assertThat(history(state).clean()).isEqualTo(gone.size());

            Set<String> left = Set.copyOf(kept.stream().map(Row::id).toList());
            assertThat(runs(state, "run")).containsExactlyInAnyOrderElementsOf(left);
            assertThat(runs(state, "plan_change")).containsExactlyInAnyOrderElementsOf(left);
            assertThat(history(state).clean()).as("a second time").isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheDeletionsASafeguardAddsUp(TestDatabase database) {
        try (State state = database.open(database.newUrl())) {
            insert(
                    state,
                    List.of(
                            Row.of(6, "completed").with(1),
                            Row.of(8, "completed").with(1),
                            Row.of(1, "completed")),
                    false);

            new History(state, Duration.ofDays(1), Duration.ZERO, CLOCK).clean();

            assertThat(runs(state, "run")).containsExactly("acme-1-completed", "acme-6-completed-deleted");
        }
    }

    /** By the index, not by looking at each: the lists of runs and of connectors are asked for all the time. */
    @ParameterizedTest
    @EnumSource
    void findsRunsAmongTensOfThousands(TestDatabase database) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(Row.of(10, i % 3 == 0 ? "skipped" : "completed"));
            rows.add(Row.of(40, "completed").in("other"));
        }
        try (State state = database.open(database.newUrl())) {
            insert(state, rows, true);
            try (Connection connection = state.dataSource().getConnection()) {
                connection.createStatement().execute("ANALYZE");
                for (String latest : List.of("run-list", "run-last", "run-latest", "run-newest", "run-last-of")) {
                    String plan = plan(connection, latest);
                    assertThat(plan).contains(latest.equals("run-last-of") ? "run_by_status" : "run_latest");
                    assertThat(database == TestDatabase.H2 ? plan.contains("index sorted") : !plan.contains("Sort"))
                            .as("%s in the order of its index: %s", latest, plan)
                            .isTrue();
                }
                assertThat(plan(connection, "runs-held")).contains("run_by_status");
                assertThat(plan(connection, "history-old")).contains("run_by_age");
            }

            assertThat(history(state).clean()).isEqualTo(2_999);
            assertThat(runs(state, "run")).hasSize(3_001);
        }
    }

    private static String plan(Connection connection, String statement) throws SQLException {
        String sql = StatementsTest.text(statement)
                .replaceAll("(?m)^--.*$", "")
                .replace("CAST(:before AS varchar)", "CAST('r' AS varchar)")
                .replaceAll(
                        ":(afterTime|latest|before|quietBefore|lately|at)\\b",
                        "TIMESTAMP WITH TIME ZONE '2026-11-01 00:00:00+00'")
                .replaceAll(":limit", "100")
                .replaceAll(":connector", "'acme'")
                .replaceAll(":status", "'held'")
                .replaceAll(":([a-z][a-zA-Z]*)", "''");
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql);
                ResultSet lines = explain.executeQuery()) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
