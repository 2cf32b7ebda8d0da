package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.console.Served.Reply;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API is what its document says. */
@Timeout(120)
class ApiTest {
    private static final int USERS = 60;
    private static final String WRONG = "{\"schedule\":{\"repeats\":\"sometimes\"}}";

    private final OpenApi document = new OpenApi();
    private final Set<String> seen = new TreeSet<>();
    private final Served served = Served.of(USERS);

    @AfterEach
    void close() {
        served.close();
    }

    /** Sends a request and holds its answer against the document. */
    private Reply ask(String operation, String path, String body, Map<String, String> headers) {
        String method = document.operations().get(operation).split(" ")[0];
        Reply reply = served.send(method, "/api" + path, body, headers);
        assertThat(document.judge(operation, reply))
                .as("%s %s", operation, path)
                .isEmpty();
        seen.add(operation + " " + reply.status());
        return reply;
    }

    private Reply ask(String operation, String path) {
        return ask(operation, path, null, Map.of());
    }

    private Reply ask(String operation, String path, String body) {
        return ask(operation, path, body, Map.of());
    }

    @Test
    void servesEveryOperationOfItsDocumentAndNoOther() {
        Map<String, String> there = new TreeMap<>(new Api(served.site().server()).names());
        there.put("followRun", "GET " + Events.TEMPLATE);

        assertThat(there).isEqualTo(document.operations());
    }

    @Test
    void answersAsDocumentedWhateverIsAsked() throws IOException {
        withoutToken();
        documents();
        String run = runs();
        connectors();
        users(run);
        decisions();
        readOnlyFolder();

        // what is answered while many wait for a silent org is seen by SilentOrgsTest
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(document.answers().stream()
                        .filter(answer -> !SilentOrgsTest.SEEN.contains(answer))
                        .toList());
    }

    private void withoutToken() {
        document.operations().forEach((id, place) -> {
            String path = place.split(" ")[1].replaceAll("\\{[a-zA-Z]+}", "acme");
            ask(id, path, null, Map.of("Authorization", "Bearer wrong"));
        });
    }

    private void documents() {
        assertThat(ask("getDocument", "/openapi.yaml").text()).startsWith("openapi:");
        assertThat(ask("getConnectorSchema", "/connector.schema.json")
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("Salesforce connector");
        assertThat(ask("listServers", "/servers").text()).isEqualTo("[{\"name\":\"Cloud\",\"current\":true}]");
    }

    private String runs() {
        JsonNode begun =
                ask("startRun", "/connectors/acme/runs", "{\"preview\":true}").json();
        assertThat(begun.path("preview").asBoolean()).isTrue();
        assertThat(served.ended(begun.path("run").asText()).path("status").asText())
                .isEqualTo("previewed");
        String run = ask("startRun", "/connectors/acme/runs").json().path("run").asText();
        JsonNode ended = served.ended(run);
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.path("created").asInt())
                .isEqualTo(served.site().users().size())
                .isPositive();
        assertThat(ask("getRun", "/runs/" + run).json()).isEqualTo(ended);
        assertThat(ended.path("changes").path("create").path("acknowledged")).isEqualTo(ended.path("created"));
        assertThat(ask("listRuns", "/connectors/acme/runs?before=" + run).json().findValuesAsText("run"))
                .containsExactly(begun.path("run").asText());
        assertThat(ask(
                                "listRuns",
                                "/connectors/acme/runs?before="
                                        + begun.path("run").asText())
                        .json())
                .isEmpty();
        ask("listRuns", "/connectors/acme/runs?before=none");
        assertThat(ask("listRuns", "/connectors/acme/runs?limit=1").json().findValuesAsText("run"))
                .containsExactly(run);
        assertThat(ask("followRun", "/runs/" + run + "/events").text()).startsWith("event: end\ndata: {");
        ask("startRun", "/connectors/acme/runs", "{\"preview\":1}");
        ask("startRun", "/connectors/acme/runs", " ".repeat(300_000));
        ask("startRun", "/connectors/nobody/runs");
        ask("listRuns", "/connectors/acme/runs?limit=0");
        ask("listRuns", "/connectors/nobody/runs");
        ask("getRun", "/runs/none");
        ask("followRun", "/runs/none/events");
        changes(run, ended);
        return run;
    }

    private void changes(String run, JsonNode ended) {
        JsonNode first = ask("listChanges", "/runs/" + run + "/changes?kind=create&limit=5")
                .json();
        assertThat(first)
                .hasSize(5)
                .allMatch(change -> change.path("state").asText().equals("acknowledged"));
        String last = first.get(4).path("sourceId").asText();
        JsonNode rest = ask("listChanges", "/runs/" + run + "/changes?limit=1000&after=" + last)
                .json();
        assertThat(rest).hasSize(ended.path("created").asInt() - 5);
        assertThat(ask("listChanges", "/runs/" + run + "/changes?state=planned").json())
                .isEmpty();
        assertThat(ask("listChanges", "/runs/" + run + "/changes?state=acknowledged&limit=2")
                        .json())
                .hasSize(2);
        ask("listChanges", "/runs/" + run + "/changes?kind=people");
        ask("listChanges", "/runs/" + run + "/changes?state=lost");
        ask("listChanges", "/runs/none/changes");
    }

    private void connectors() throws IOException {
        assertThat(ask("listConnectors", "/connectors").json().findValuesAsText("health"))
                .containsExactly("healthy");
        Reply got = ask("getConnector", "/connectors/acme");
        assertThat(got.text()).doesNotContain("demo-secret", "demo-password", "demo-platform-token");
        String tag = got.whole().headers().firstValue("ETag").orElseThrow();
        String body = got.text().replace("\"name\":\"Acme\"", "\"name\":\"Acme two\"");
        ask("putConnector", "/connectors/acme", body, Map.of("If-Match", tag));
        assertThat(Files.readString(file("acme.yaml"))).contains("Acme two", "demo-secret", "demo-platform-token");
        assertThat(Files.readString(file("acme.yaml.bak"))).contains("name: Acme\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("acme.yaml.bak"))))
                .isEqualTo("rw-------");
        ask("putConnector", "/connectors/acme", body, Map.of("If-Match", tag));
        String secrets = "\"consumerSecret\":\"s\",\"password\":\"p\",\"consumerKey\"";
        ask(
                "putConnector",
                "/connectors/second",
                body.replace("\"consumerKey\"", secrets).replace("\"platform\":{", "\"platform\":{\"token\":\"t\","));
        ask("deleteConnector", "/connectors/second");
        ask("putConnector", "/connectors/acme", "[]");
        ask("putConnector", "/connectors/acme", " ".repeat(300_000));
        JsonNode invalid = ask("putConnector", "/connectors/acme", WRONG).json();
        assertThat(invalid.path("problems").findValuesAsText("key")).contains("name", "salesforce", "schedule.repeats");
        Reply unserved =
                ask("putConnector", "/connectors/acme", body.replace("\"type\":\"rest\"", "\"type\":\"scim\""));
        assertThat(unserved.status()).isEqualTo(422);
        assertThat(unserved.json().path("problems").findValuesAsText("key")).containsExactly("platform.type");
        ask("setActive", "/connectors/acme/active", "{\"active\":false}");
        assertThat(ask("startRun", "/connectors/acme/runs")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("skipped");
        assertThat(served.run("{\"preview\":true}").path("status").asText()).isEqualTo("previewed");
        ask("setActive", "/connectors/acme/active", "{\"active\":true}", Map.of("If-Match", tag));
        ask("setActive", "/connectors/acme/active", "{}");
        ask("setActive", "/connectors/acme/active", " ".repeat(300_000));
        ask("setActive", "/connectors/nobody/active", "{\"active\":true}");
        Files.writeString(file("broken.yaml"), "name: Broken\n");
        served.site().server().refresh();
        ask("setActive", "/connectors/broken/active", "{\"active\":true}");
        ask("startRun", "/connectors/broken/runs");
        ask("getMapping", "/connectors/broken/mapping.csv");
        ask("getUser", "/connectors/broken/users/0055g0000000001AAA");
        ask("deleteConnector", "/connectors/acme", null, Map.of("If-Match", "\"old\""));
        ask("deleteConnector", "/connectors/broken?forget=perhaps");
        Files.writeString(file("broken.yaml.bak"), "name: Broken\n");
        ask("deleteConnector", "/connectors/broken");
        ask("deleteConnector", "/connectors/broken");
        ask("deleteConnector", "/connectors/broken?forget=true");
        assertThat(file("broken.yaml.bak")).doesNotExist();
        runsOfADeletedConnector();
        ask("getConnector", "/connectors/nobody");
        assertThat(ask("checkConnector", "/connectors/acme/check").json().findValuesAsText("check"))
                .contains("login", "fields", "query");
        ask("checkConnector", "/connectors/nobody/check");
        assertThat(ask("getMapping", "/connectors/acme/mapping.csv").text())
                .startsWith("Target attribute,Source attribute,");
        ask("getMapping", "/connectors/nobody/mapping.csv");
        ask("setActive", "/connectors/acme/active", "{\"active\":true}");
    }

    /** They stay on record, and where the console finds them. */
    private void runsOfADeletedConnector() throws IOException {
        int runs = served.get("/api/connectors/acme/runs").json().size();
        String text = Files.readString(file("acme.yaml"));
        Files.delete(file("acme.yaml"));
        served.site().server().refresh();
        assertThat(ask("listRuns", "/connectors/acme/runs").json()).hasSize(runs);
        Files.writeString(file("acme.yaml"), text);
        served.site().server().refresh();
    }

    private void users(String run) {
        String someone = served.site().users().keySet().iterator().next();
        JsonNode user = ask("getUser", "/connectors/acme/users/" + someone.substring(0, 15))
                .json();
        assertThat(user.path("salesforceId").asText()).isEqualTo(someone);
        assertThat(user.path("next").asText()).isEqualTo("unchanged");
        assertThat(user.path("presence").asText()).isEqualTo("there");
        assertThat(user.path("document")).isEqualTo(served.site().users().get(someone));
        assertThat(user.path("runs").findValuesAsText("run")).containsExactly(run);
        served.site().org().edit(someone, Map.of("IsActive", false));
        JsonNode gone = ask("getUser", "/connectors/acme/users/" + someone).json();
        assertThat(gone.path("cause").asText()).isEqualTo("status");
        assertThat(gone.path("next").asText()).isEqualTo("delete");
        JsonNode nobody =
                ask("getUser", "/connectors/acme/users/005000000000XXX").json();
        assertThat(nobody.path("cause").asText()).isEqualTo("not-visible");
        assertThat(nobody.path("next").asText()).isEqualTo("none");
        ask("getUser", "/connectors/acme/users/somebody");
        ask("eraseUser", "/users/somebody");
        ask("eraseUser", "/users/" + someone + "?force=perhaps");
        assertThat(ask("eraseUser", "/users/" + someone.substring(0, 15))
                        .json()
                        .path("detail")
                        .asText())
                .contains(someone, "acme");
        assertThat(ask("eraseUser", "/users/005000000000XXX?force=true")
                        .json()
                        .path("snapshot")
                        .asInt())
                .isZero();
        ask("getUser", "/connectors/nobody/users/" + someone);
        served.site()
                .org()
                .fault(OrgFault.on(Kind.STATUS, "describe", 1)
                        .withStatus(400, "MALFORMED", "no")
                        .forEver());
        ask("getUser", "/connectors/acme/users/" + someone);
        served.site().org().clearFaults();
    }

    private void decisions() {
        Set<String> all = served.site().org().ids(user -> true).stream().collect(Collectors.toSet());
        all.forEach(id -> served.site().org().edit(id, Map.of("IsActive", false)));
        JsonNode held = served.run("");
        assertThat(held.path("status").asText()).as(held.toString()).isEqualTo("held");
        String run = held.path("run").asText();
        assertThat(served.get("/api/connectors/acme").json().path("heldRun").asText())
                .isEqualTo(run);
        ask("approveRun", "/runs/" + run + "/approve");
        assertThat(served.ended(run).path("status").asText()).isEqualTo("completed");
        assertThat(served.site().users()).isEmpty();
        ask("approveRun", "/runs/" + run + "/approve");
        ask("approveRun", "/runs/none/approve");
        ask("discardRun", "/runs/" + run + "/discard");
        ask("discardRun", "/runs/none/discard");
        ask("cancelRun", "/runs/" + run + "/cancel");
        ask("cancelRun", "/runs/none/cancel");
        all.forEach(id -> served.site().org().edit(id, Map.of("IsActive", true)));
        served.run("");
        all.forEach(id -> served.site().org().edit(id, Map.of("IsActive", false)));
        String second = served.run("").path("run").asText();
        assertThat(ask("discardRun", "/runs/" + second + "/discard")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("discarded");
        served.site().org().fault(OrgFault.on(Kind.SLOW, "FROM User", 1).withDelayMs(2_000));
        String slow =
                ask("startRun", "/connectors/acme/runs").json().path("run").asText();
        ask("cancelRun", "/runs/" + slow + "/cancel");
        assertThat(served.ended(slow).path("status").asText()).isEqualTo("cancelled");
    }

    /** A folder that cannot be written; as one that can has no place for the file that is kept. */
    private void readOnlyFolder() throws IOException {
        String body = served.get("/api/connectors/acme").text();
        Files.delete(file("acme.yaml.bak"));
        Files.createDirectories(file("acme.yaml.bak").resolve("full"));
        ask("putConnector", "/connectors/acme", body);
        ask("setActive", "/connectors/acme/active", "{\"active\":false}");
        ask("deleteConnector", "/connectors/acme");
        assertThat(served.get("/api/connectors/acme").text()).isEqualTo(body);
    }

    private Path file(String name) {
        return served.site().folder().resolve("connectors").resolve(name);
    }
}
