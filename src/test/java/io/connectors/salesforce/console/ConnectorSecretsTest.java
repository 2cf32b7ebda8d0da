package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.console.Served.Reply;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 3 and 7: the console's token leads to no secret of the machine, and to no stored one. */
@Timeout(60)
class ConnectorSecretsTest {
    private static final Installation SITE = Installation.of(TestDatabase.H2, 10)
            .setting("secrets.environment", ".*")
            .file("routes/platform-own.camel.yaml", """
                    - route:
                        id: platform-own
                        from:
                          uri: direct:platform-own
                          steps:
                            - setBody: { constant: '{"results":[]}' }
                    """);
    private static final Path SECRETS = SITE.folder().resolve("secrets");
    private static final Path OUTSIDE = SITE.folder().resolve("outside");
    private static Served served;

    private ObjectNode stored;

    @BeforeEach
    void file() throws IOException {
        if (served == null) {
            Files.createDirectories(SECRETS.resolve("deeper"));
            Files.writeString(SECRETS.resolve("good"), "demo-secret\n");
            Files.writeString(SECRETS.resolve("deeper/good"), "demo-secret\n");
            Files.writeString(SECRETS.resolve("console-token"), Served.TOKEN);
            Files.writeString(OUTSIDE, "outside");
            Files.createSymbolicLink(SECRETS.resolve("link"), OUTSIDE);
            Files.createSymbolicLink(SECRETS.resolve("lost"), SITE.folder().resolve("nowhere"));
            SITE.setting("trust-store.password", "{{file:" + SECRETS.resolve("console-token") + "}}");
            served = Served.of(SITE);
        }
        Files.writeString(connector("acme"), """
                name: Acme
                salesforce:
                  url: https://org.example
                  consumerKey: key
                  consumerSecret: clear-one
                  username: sync@example.com
                  password: "{{file:%s}}"
                schedule: {repeats: manual}
                active: false
                platform:
                  type: rest
                  url: https://platform.example/api
                  oauth2: {tokenUrl: "https://login.example/token", clientId: me, clientSecret: "{{env:ACME_SECRET}}"}
                  apiKey: clear-two
                """.formatted(OUTSIDE));
        SITE.server().refresh();
        stored = (ObjectNode) served.get("/api/connectors/acme").json();
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Path connector(String id) {
        return SITE.folder().resolve("connectors").resolve(id + ".yaml");
    }

    private static ObjectNode block(ObjectNode options, String... path) {
        ObjectNode block = options;
        for (String name : path) {
            block = (ObjectNode) block.get(name);
        }
        return block;
    }

    private Reply put(Consumer<ObjectNode> change) {
        ObjectNode changed = stored.deepCopy();
        change.accept(changed);
        return served.put("/api/connectors/acme", changed.toString());
    }

    private void refused(Reply reply, String... keys) throws IOException {
        assertThat(reply.status()).as(reply.text()).isEqualTo(422);
        assertThat(reply.json().path("problems").findValuesAsText("key"))
                .as(reply.text())
                .containsExactlyInAnyOrder(keys);
        assertThat(Files.readString(connector("acme"))).as("unchanged").contains("https://org.example");
    }

    @Test
    void staysWithAnAddressThatStays() {
        assertThat(put(options -> {
                            block(options, "salesforce").put("url", "HTTPS://ORG.example:443/");
                            block(options, "platform").put("url", "https://Platform.example:443/other/path");
                            block(options, "platform", "oauth2").put("tokenUrl", "https://login.example/other?a=b");
                        })
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://org.example:444",
                "http://127.0.0.1:8",
                "https://org.example.",
                "https://org.example.evil.example"
            })
    void doesNotFollowToAnotherOrg(String url) throws IOException {
        refused(
                put(options -> block(options, "salesforce").put("url", url)),
                "salesforce.consumerSecret",
                "salesforce.password");
        Reply reply = put(options -> block(options, "salesforce")
                .put("url", url)
                .put("consumerSecret", "x")
                .put("password", "y"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @Test
    void namesTheKeysInItsWords() {
        Reply reply = put(options -> block(options, "salesforce").put("url", "https://evil.example"));

        assertThat(reply.json().path("detail").asText())
                .contains("the address changed: enter salesforce.consumerSecret, salesforce.password again");
    }

    @Test
    void isNotSentAgainByAPlaceholderThatIsNotAllowed() throws IOException {
        refused(
                put(options -> block(options, "salesforce")
                        .put("url", "https://evil.example")
                        .put("consumerSecret", "x")
                        .put("password", "{{file:" + OUTSIDE + "}}")),
                "salesforce.password");
        assertThat(put(options -> block(options, "salesforce")
                                .put("url", "https://evil.example")
                                .put("consumerSecret", "x")
                                .put("password", "{{file:" + SECRETS.resolve("good") + "}}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void maySimplyGoWhereAnAddressChanges() {
        assertThat(put(options -> block(options, "salesforce")
                                .put("url", "https://evil.example")
                                .put("authentication", "client-credentials")
                                .put("consumerSecret", "x")
                                .put("password", ""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void doesNotFollowToAnotherPlatform() throws IOException {
        refused(
                put(options -> block(options, "platform").put("url", "https://evil.example/api")),
                "platform.oauth2.clientSecret",
                "platform.apiKey");
        refused(
                put(options -> block(options, "platform").put("type", "own")),
                "platform.oauth2.clientSecret",
                "platform.apiKey");
        refused(
                put(options -> block(options, "platform", "oauth2").put("tokenUrl", "https://evil.example/token")),
                "platform.oauth2.clientSecret");
        refused(
                put(options -> block(options, "platform").put("callback", "https://evil.example/token")),
                "platform.oauth2.clientSecret",
                "platform.apiKey");
        refused(
                put(options -> block(options, "platform").putArray("brokers").add("evil:9092")),
                "platform.oauth2.clientSecret",
                "platform.apiKey");
        refused(
                put(options ->
                        block(options, "platform").putObject("deeper").put("tokenEndpoint", "https://evil.example")),
                "platform.oauth2.clientSecret",
                "platform.apiKey");
        assertThat(put(options ->
                                block(options, "platform").put("queue", "users").put("retries", 3))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void doesNotComeBackWithADeletedFile() {
        assertThat(served.send("DELETE", "/api/connectors/acme", null, Map.of()).status())
                .isEqualTo(204);

        Reply reply = served.put("/api/connectors/acme", stored.toString());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).doesNotContain("clear-");
    }

    @Test
    void isNotTakenAlongToANewConnector() {
        Reply reply = served.put("/api/connectors/second", stored.toString());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("problems").findValuesAsText("key"))
                .contains("salesforce.consumerSecret", "salesforce.password", "platform.oauth2.clientSecret");
    }

    /** Each of them as a connector's secret; what is refused says the same whether there is such a file or variable, or not. */
    @Test
    void ofTheMachineIsNamedByWhatIsAllowedOnly() throws IOException {
        for (String allowed : List.of(
                "{{file:" + SECRETS.resolve("good") + "}}",
                "{{file:" + SECRETS.resolve("deeper/good") + "}}",
                "{{file:" + SECRETS + "/deeper/../good}}",
                "{{file:" + SECRETS.resolve("not-yet") + "}}",
                "{{env:ACME_SECRET}}",
                "{{env:NOT_SET_YET}}")) {
            Reply reply = put(options -> block(options, "salesforce").put("consumerSecret", allowed));
            assertThat(reply.status()).as(allowed + reply.text()).isEqualTo(200);
        }
        String refusal = null;
        for (String file : List.of(
                OUTSIDE.toString(),
                SECRETS + "/../outside",
                SECRETS.resolve("link").toString(),
                SECRETS.resolve("lost").toString(),
                SECRETS + "/nowhere/../../outside",
                SECRETS.resolve("console-token").toString(),
                SECRETS.toString(),
                SECRETS + "-other/x",
                "/etc/shadow",
                "/etc/nowhere",
                "/proc/self/environ",
                "/dev/zero",
                "/dev/stdout",
                "connectors/acme.yaml",
                connector("acme").toString(),
                "../x",
                " ")) {
            Reply reply = put(options -> block(options, "salesforce").put("consumerSecret", "{{file:" + file + "}}"));
            assertThat(reply.status()).as(file).isEqualTo(422);
            String text = reply.json().path("problems").toString().replace("{{file:" + file + "}}", "");
            assertThat(refusal == null || file.isBlank() || text.equals(refusal))
                    .as(text)
                    .isTrue();
            refusal = file.isBlank() ? refusal : text;
        }
        for (String variable : List.of(
                "CONSOLE_TOKEN",
                "console_token",
                "console.token",
                "Console-Token",
                "DATABASE_PASSWORD",
                "DATABASE_ANYTHING",
                "TRUST_STORE_PASSWORD",
                "PROXY_PASSWORD",
                "NOTIFY_WEBHOOK",
                "SERVER_NAME",
                "JAVA_TOOL_OPTIONS",
                "_JAVA_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "CAMEL_MAIN_NAME")) {
            refused(
                    put(options -> block(options, "salesforce").put("consumerSecret", "{{env:" + variable + "}}")),
                    "salesforce.consumerSecret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{sys:java.home}}",
                "{{console.token}}",
                "{{env:ACME_SECRET:x}}",
                "{{bean:orgs}}",
                "{{env:{{env:ACME_SECRET}}}}",
                "{{env:ACME_SECRET",
                "a\nb"
            })
    void ofAnyOtherShapeIsRefused(String value) throws IOException {
        refused(put(options -> block(options, "salesforce").put("consumerSecret", value)), "salesforce.consumerSecret");
    }

    @Test
    void thatAFileNamesAlreadyStaysAtItsKey() throws IOException {
        assertThat(put(options -> block(options, "salesforce").put("password", "{{file:" + OUTSIDE + "}}"))
                        .status())
                .isEqualTo(200);
        refused(
                put(options -> block(options, "salesforce").put("securityToken", "{{file:" + OUTSIDE + "}}")),
                "salesforce.securityToken");
        refused(put(options -> options.put("name", "{{file:" + OUTSIDE + "}}")), "name");
    }

    @Test
    void ofAPrivateKeyIsHeldToTheSameFolders() throws IOException {
        refused(
                put(options -> block(options, "salesforce")
                        .put("authentication", "jwt")
                        .put("privateKey", OUTSIDE.toString())),
                "salesforce.privateKey");
        refused(
                put(options -> block(options, "salesforce")
                        .put("authentication", "jwt")
                        .put("privateKey", "{{file:" + SECRETS.resolve("good") + "}}")),
                "salesforce.privateKey");
        assertThat(put(options -> block(options, "salesforce")
                                .put("authentication", "jwt")
                                .put("privateKey", SECRETS.resolve("good").toString()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isReadAtOnceOrNotAtAll() throws IOException, InterruptedException {
        Path pipe = SECRETS.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        long begun = System.nanoTime();

        Reply reply = put(options -> {
            options.put("active", true);
            block(options, "salesforce").put("consumerSecret", "{{file:" + pipe + "}}");
        });

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("not a regular file");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void showsNothingOfItselfInAnyAnswer() {
        JsonNode shown = served.get("/api/connectors/acme").json();

        assertThat(shown.toString()).doesNotContain("clear-one", "clear-two", "demo-secret");
    }
}
