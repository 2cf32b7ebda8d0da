package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.console.Served;
import io.connectors.salesforce.contract.Site.Ended;
import io.connectors.salesforce.contract.Site.Started;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 7, and section 1 while {@code serve} holds the embedded database. */
class ServeIT {
    private static final int USERS = 30;
    private static final Pattern ADDRESS = Pattern.compile("(http://[^#\\s]+)(?:#token=(\\S+))?");

    private final Site site = new Site();
    private final Connector acme = site.connector("acme", USERS);

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private static HttpResponse<String> get(String address, String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Matcher address(Started serving) throws IOException {
        Matcher address = ADDRESS.matcher(Files.readString(serving.out()));
        assertThat(address.find()).as(Files.readString(serving.err())).isTrue();
        return address;
    }

    private Path servingFile() {
        return site.folder().resolve("data/state.serving");
    }

    private static int terminate(Started serving) throws InterruptedException {
        serving.process().destroy();
        assertThat(serving.process().waitFor(30, TimeUnit.SECONDS))
                .as("ends in time")
                .isTrue();
        return serving.process().exitValue();
    }

    @Test
    void letsCommandsThroughWhileItHoldsTheDatabase() throws Exception {
        Started serving = site.serve();
        Matcher address = address(serving);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(servingFile())))
                .isEqualTo("rw-------");
        assertThat(get(address.group(1) + "api/connectors", address.group(2)).statusCode())
                .isEqualTo(200);

        Ended first = site.run("acme");

        first.report("acme").is("completed");
        assertThat(first.exit()).isZero();
        assertThat(acme.there()).isEqualTo(acme.active());

        String left = acme.there().iterator().next();
        Ended there = site.command("erase", left);
        assertThat(there.exit()).as(there.text()).isEqualTo(1);
        assertThat(there.err()).contains("acme");
        acme.edit(0, USERS, Map.of("IsActive", false));
        Ended held = site.run("acme");
        assertThat(held.exit()).isEqualTo(3);
        String run = held.report("acme").is("held").run();

        Ended unknown = site.command("approve", "none");
        assertThat(unknown.exit()).as(unknown.text()).isEqualTo(2);

        Ended approved = site.command("approve", run, "--json");
        assertThat(approved.exit()).as(approved.text()).isZero();
        approved.report("acme").is("completed");
        assertThat(acme.there()).isEmpty();

        Ended late = site.command("discard", run);
        assertThat(late.exit()).as(late.text()).isEqualTo(1);

        Ended erased = site.command("erase", left);
        assertThat(erased.exit()).as(erased.text()).isZero();
        assertThat(erased.out()).contains(left, "2 rows from the changes of runs");

        terminate(serving);
        assertThat(servingFile()).doesNotExist();
        assertThat(Files.readString(serving.err())).doesNotContain(address.group(2));
        assertThat(site.command("erase", left).out()).contains("Nothing is stored about user " + left);
    }

    @Test
    void saysWhatToDoWhereTheServingProcessCannotBeAsked() throws Exception {
        Started serving = site.serve();
        Files.delete(servingFile());

        Ended refused = site.command("run", "acme");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("held by another process", "PostgreSQL");
        assertThat(acme.batches()).isZero();
        terminate(serving);
    }

    @Test
    void neverShowsAConfiguredToken() throws Exception {
        site.setting("console.token", "marker-configured-token");
        Started serving = site.serve();
        Matcher address = address(serving);

        assertThat(address.group(2)).isNull();
        assertThat(get(address.group(1) + "api/servers", "marker-configured-token")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Files.readString(serving.out()) + Files.readString(serving.err()))
                .doesNotContain("marker-configured-token");
        terminate(serving);
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        Started serving = site.serve();
        String port = address(serving).group(1).replaceAll(".*:(\\d+)/.*", "$1");

        Ended second = site.command("-Dconsole.port=" + port, "-Ddatabase.url=jdbc:h2:mem:other", "serve");

        assertThat(second.exit()).isEqualTo(2);
        assertThat(second.err()).contains("console.port = " + port, "set another");
        terminate(serving);
    }

    @Test
    void waitsForItsDatabaseAndEndsAtOnceWhereItIsTold() throws Exception {
        int port = Served.freePort();
        String url = "-Ddatabase.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        Ended all = site.command(url, "-Ddatabase.wait=1s", "run", "--all");
        assertThat(all.exit()).as(all.text()).isEqualTo(1);
        assertThat(all.err()).contains("cannot be reached", "Waiting up to 1 s").doesNotContain("Exception");
        assertThat(site.command(url, "-Ddatabase.wait=0s", "approve", "none").exit())
                .isEqualTo(1);
        assertThat(site.command("-Ddatabase.url=jdbc:postgres://db/state", "serve")
                        .exit())
                .isEqualTo(2);

        Started told = site.start(url, "serve");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> waits(told));
        told.process().destroy();
        assertThat(told.process().waitFor(5, TimeUnit.SECONDS)).isTrue();

        Started serving = site.start(
                url,
                "-Ddatabase.username=postgres",
                "-Dconsole.port=" + Served.freePort(),
                "-Dmanagement.port=" + Served.freePort(),
                "serve");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> waits(serving));
        try (EmbeddedPostgres late = EmbeddedPostgres.builder().setPort(port).start()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Files.readString(serving.out()).contains("Serving"));
            assertThat(Files.readString(serving.err()))
                    .contains("is there after")
                    .containsOnlyOnce("Waiting up to");
            terminate(serving);
        }
    }

    private static boolean waits(Started process) throws IOException {
        return Files.readString(process.err()).contains("Waiting up to 60 s for it (database.wait)");
    }

    @Test
    void endsOnATermSignalWithItsRunsClosed() throws Exception {
        acme.org().fault(OrgFault.on(Kind.SLOW, "Username", 1).withDelayMs(3_000));
        Started serving = site.serve();
        Started command = site.start("run", "acme", "--json");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(serving.err()).contains("acme: read"));

        terminate(serving);

        command.end();
        Ended next = site.run("acme");
        Report report = next.report("acme").is("completed");
        assertThat(report.count("created")).isEqualTo(USERS);
        assertThat(Files.readString(serving.err())).contains("cancelled");
    }

    @Test
    void firesByItselfAndFollowsItsFiles() throws Exception {
        Started serving = site.serve();
        site.options(acme, "schedule.repeats: \"* * * * * ?\"");

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> acme.there().equals(acme.active()));

        String address = address(serving).group(1);
        String token = address(serving).group(2);
        JsonNode runs = Site.JSON.readTree(
                get(address + "api/connectors/acme/runs?limit=1000", token).body());
        assertThat(runs.findValuesAsText("trigger")).isNotEmpty().containsOnly("schedule");
        terminate(serving);
    }
}
