package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While it serves, saved files are in force without a restart. */
@Timeout(60)
class LiveFilesTest {
    private static final String ONLY_LOGIN = """
            Target attribute,Source attribute,Transform,Required,Description
            User.Login,Username,,yes,
            """;

    private final Installation site = Installation.of(TestDatabase.H2, 40).setting("files.period", "100");
    private ConnectorServer server;

    @BeforeEach
    void serve() {
        server = site.server();
        server.serve();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(20));
    }

    private Path path(String name) {
        return site.folder().resolve(name);
    }

    private String acme() {
        try {
            return Files.readString(path("connectors/acme.yaml"));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void save(String name, String text) {
        try {
            Files.writeString(path(name), text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private ConnectorState state(String id) {
        return server.state(id).orElseThrow();
    }

    private String nameInForce() {
        return server.connectors().find("acme").orElseThrow().name();
    }

    @Test
    void takesAChangedConnector() {
        save("connectors/acme.yaml", acme().replace("name: Acme", "name: Acme anew"));

        soon().until(() -> nameInForce().equals("Acme anew"));
    }

    @Test
    void schedulesOneThatIsAddedAndForgetsOneThatIsRemoved() throws IOException {
        String second = acme().replace("name: Acme", "name: Second").replace("repeats: manual", "repeats: hourly");
        save("connectors/second.yaml", second);

        soon().until(() ->
                server.state("second").flatMap(ConnectorState::nextRun).isPresent());
        soon().until(() -> scheduled("second"));

        Files.delete(path("connectors/second.yaml"));

        soon().until(() -> server.state("second").isEmpty());
        soon().until(() -> !scheduled("second"));
    }

    private boolean scheduled(String connector) {
        return server.context().getRoutes().stream()
                .anyMatch(route -> route.getRouteId().startsWith("schedule-" + connector + "-"));
    }

    @Test
    void keepsTheLastValidVersionOfAnInvalidOneAndSaysSo() {
        String valid = acme();
        save("connectors/acme.yaml", valid.replace("name: Acme", "name: Acme anew\nuserStatus: [sometimes]\nbogus: 1"));

        soon().until(() -> state("acme").health() == Health.INVALID);

        assertThat(nameInForce()).isEqualTo("Acme");
        assertThat(state("acme").problems()).anyMatch(problem -> problem.key().equals("bogus"));
        assertThat(server.run(state("acme").connector().orElseThrow(), request())
                        .status())
                .isEqualTo(Status.COMPLETED);

        save("connectors/acme.yaml", valid);

        soon().until(() -> state("acme").health() == Health.HEALTHY);
    }

    private static io.connectors.salesforce.run.RunRequest request() {
        return new io.connectors.salesforce.run.RunRequest(
                io.connectors.salesforce.run.Trigger.MANUAL, false, false, false);
    }

    @Test
    void takesAChangedMappingAndKeepsTheLastValidOneOfAnInvalid() {
        site.file("mappings/users.csv", Installation.MAPPING);
        serve();
        save("mappings/users.csv", ONLY_LOGIN);

        soon().until(() ->
                server.mappings().find("users.csv").orElseThrow().targets().size() == 1);

        save("mappings/users.csv", ONLY_LOGIN + "User.Bad,,nonsense,no,\n");

        soon().until(() -> state("acme").health() == Health.INVALID);
        assertThat(server.mappings().find("users.csv").orElseThrow().csv()).isEqualTo(ONLY_LOGIN);
        assertThat(state("acme").problems()).anyMatch(problem -> problem.file().equals("users.csv"));
    }

    @Test
    void leavesARunInProgressAsItBegan() {
        site.org().fault(OrgFault.on(Kind.SLOW, "FROM User", 1).withDelayMs(1_500));
        CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(
                () -> server.run(server.connectors().find("acme").orElseThrow(), request()));
        soon().until(() -> !server.active().isEmpty());
        save("connectors/acme.yaml", acme().replace("userStatus: [active]", "userStatus: [inactive]"));

        soon().until(() -> server.connectors()
                .find("acme")
                .orElseThrow()
                .userStatus()
                .toString()
                .contains("INACTIVE"));

        assertThat(run).isNotDone();
        assertThat(run.join().status()).isEqualTo(Status.COMPLETED);
        assertThat(site.users().keySet())
                .containsExactlyInAnyOrderElementsOf(site.org()
                        .ids(user -> Boolean.TRUE.equals(user.get("IsActive"))
                                && !java.util.List.of("Guest", "AutomatedProcess", "CloudIntegrationUser")
                                        .contains(user.get("UserType"))));
    }

    @Test
    void keepsEverythingWhereTheFolderIsGone() throws IOException {
        Files.move(path("connectors"), path("elsewhere"));

        soon().until(() -> server.connectors().problems().stream()
                .anyMatch(problem -> problem.message().contains("cannot be read")));

        assertThat(nameInForce()).isEqualTo("Acme");
    }
}
