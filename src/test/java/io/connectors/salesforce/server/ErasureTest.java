package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.config.FolderProblem;
import io.connectors.salesforce.run.Erased;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stored about a user or a connector goes when somebody says so, and not by mistake. */
@Timeout(120)
class ErasureTest {

    /** The tables in which a text stands somewhere. */
    private static List<String> tablesWith(String text, TestDatabase database, Installation site) throws SQLException {
        site.restart();
        String url = site.databaseUrl()
                + (database == TestDatabase.H2
                        ? ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                        : "");
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, database.username(), "");
                Statement statement = connection.createStatement();
                ResultSet all =
                        connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (all.next()) {
                String table = all.getString("TABLE_NAME");
                if (!table.contains("flyway") && holds(statement, table, text)) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    private static boolean holds(Statement statement, String table, String text) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    if (String.valueOf(rows.getObject(i)).contains(text)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesEverythingAboutAUserAndNothingElse(TestDatabase database) throws SQLException {
        try (Installation site = Installation.of(database, 40)) {
            List<String> active = site.org().ids(user -> user.get("IsActive").equals(true));
            String bad = active.get(3);
            site.platform()
                    .fault(PlatformFault.always(PlatformFault.Kind.REJECT_USER)
                            .withUser(bad)
                            .withMessage("of " + bad));
            RunReport first = site.run();
            String there = site.users().keySet().iterator().next();
            String left = site.users().keySet().stream().skip(1).findFirst().orElseThrow();
            site.org().edit(left, Map.of("IsActive", false));
            site.run();

            assertThatThrownBy(() -> site.server().erase(there, false))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageContaining("acme")
                    .hasMessageContaining(there);
            assertThat(tablesWith(there, database, site)).containsExactlyInAnyOrder("snapshot", "plan_change");
            assertThat(site.server().erase(bad, false)).isEqualTo(new Erased(bad, 0, 1, 2, 0, 0));
            assertThat(site.server().erase(left, false)).isEqualTo(new Erased(left, 0, 0, 2, 0, 0));
            assertThat(site.server().erase(there, true)).isEqualTo(new Erased(there, 1, 0, 1, 0, 0));
            assertThat(site.server().erase(there, true).nothing()).isTrue();
            for (String gone : List.of(bad, left, there)) {
                assertThat(tablesWith(gone, database, site)).as(gone).isEmpty();
            }
            assertThat(site.server().find(first.run())).map(RunReport::counts).contains(first.counts());
            assertThat(site.run().counts().created())
                    .as("planned again: the user and the one refused")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAUserOutOfAHeldPlanWhoseCountsStillAddUp(TestDatabase database) throws SQLException {
        try (Installation site =
                Installation.of(database, 120).set("safeguards", "{ deletions: 0, minimumUsers: 1 }")) {
            List<String> active = site.org().ids(user -> user.get("IsActive").equals(true));
            String late = active.get(5);
            site.org().edit(late, Map.of("IsActive", false));
            site.run();
            site.org().edit(late, Map.of("IsActive", true));
            site.org().edit(active.get(6), Map.of("IsActive", false));
            RunReport held = site.run();
            assertThat(held.status()).isEqualTo(Status.HELD);
            assertThat(held.counts().created()).isEqualTo(1);

            assertThat(site.server().erase(late, false).changes()).isEqualTo(1);

            RunReport now = site.server().find(held.run()).orElseThrow();
            assertThat(now.counts().created()).isZero();
            assertThat(now.counts().read()).isEqualTo(held.counts().read() - 1);
            RunReport approved = site.approve(now);
            assertThat(approved.status()).as(approved.reason()).isEqualTo(Status.COMPLETED);
            assertThat(approved.counts().deleted()).isEqualTo(1);
            assertThat(approved.counts().read())
                    .isEqualTo(approved.counts().unchanged()
                            + approved.counts().created()
                            + approved.counts().updated()
                            + approved.counts().rejected()
                            + approved.counts().pending());
            assertThat(site.users()).doesNotContainKey(late);
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForARunInProgress(TestDatabase database) {
        try (Installation site = Installation.of(database, 30)) {
            site.run();
            String there = site.users().keySet().iterator().next();
            site.org().fault(OrgFault.on(OrgFault.Kind.SLOW, "FROM User", 1).withDelayMs(3_000));
            RunReport slow =
                    site.server().begin(site.server().connectors().find("acme").orElseThrow(), RunRequest.scheduled());

            assertThatThrownBy(() -> site.server().erase(there, true))
                    .hasMessageContaining("a run of connector acme is in progress");
            assertThatThrownBy(() -> site.server().forget("acme", Optional.empty()))
                    .hasMessageContaining("a run of connector acme");
            assertThat(site.folder().resolve("connectors/acme.yaml")).exists();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> site.server().find(slow.run()).orElseThrow().status() != Status.RUNNING);
            assertThat(site.server().find(slow.run()).orElseThrow().status()).isEqualTo(Status.COMPLETED);
            assertThat(site.run().status()).as("the next run is not kept out").isEqualTo(Status.COMPLETED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsAConnectorWithEveryRowOfIt(TestDatabase database) throws Exception {
        try (Installation site = Installation.of(database, 40)
                .set("schedule", "{ repeats: daily, startTime: \"03:00\" }")
                .set("safeguards", "{ deletions: 0, minimumUsers: 1 }")) {
            site.platform()
                    .fault(PlatformFault.always(PlatformFault.Kind.REJECT_USER).withTimes(2));
            site.run();
            site.org().ids(user -> true).forEach(id -> site.org().edit(id, Map.of("IsActive", false)));
            assertThat(site.run().status()).isEqualTo(Status.HELD);
            site.server().serve();
            Path file = site.folder().resolve("connectors/acme.yaml");
            Files.writeString(site.folder().resolve("connectors/acme.yaml.bak"), "old");

            site.server().forget("acme", Optional.empty());

            assertThat(file).doesNotExist();
            assertThat(site.folder().resolve("connectors/acme.yaml.bak")).doesNotExist();
            assertThatThrownBy(() -> site.server().forget("acme", Optional.empty()))
                    .isInstanceOf(FolderProblem.class);
            String anyone = site.org().ids(user -> true).get(0).substring(0, 5);
            assertThat(tablesWith("acme", database, site)).isEmpty();
            assertThat(tablesWith(anyone, database, site)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsAConnectorWhoseFileIsGone(TestDatabase database) throws IOException, SQLException {
        try (Installation site = Installation.of(database, 20)) {
            site.run();
            Files.delete(site.folder().resolve("connectors/acme.yaml"));
            site.server().refresh();
            assertThat(site.server().state("acme")).isEmpty();

            site.server().forget("acme", Optional.empty());

            assertThat(tablesWith("acme", database, site)).isEmpty();
        }
    }
}
