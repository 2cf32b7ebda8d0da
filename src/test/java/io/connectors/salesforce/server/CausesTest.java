package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that failed says why and what to do, whatever an org, a token endpoint or a platform answers; never a Java class. */
@Timeout(60)
class CausesTest {
    private static final String TOKEN = "/services/oauth2/token";

    private static Installation site;
    private static HttpServer other;
    private static final AtomicInteger asked = new AtomicInteger();
    private static volatile int status;
    private static volatile String body;
    private static volatile String location;

    @BeforeAll
    static void start() throws IOException {
        site = Installation.of(TestDatabase.H2, 20)
                .setting("salesforce.retries", "3")
                .setting("platform.retries", "1");
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
    }

    @AfterAll
    static void stop() {
        site.close();
        other.stop(0);
    }

    @AfterEach
    void reset() {
        site.org().clearFaults();
        asked.set(0);
    }

    private static void answers(int code, String text, String moved) {
        status = code;
        body = text;
        location = moved;
    }

    private static String otherUrl() {
        return "http://127.0.0.1:" + other.getAddress().getPort();
    }

    /** The simulated org and platform, both as they are by default. */
    private static void simulated() {
        org(site.org().url());
        site.set("platform", "{ type: rest, url: \"" + site.platform().url() + "\", token: demo-platform-token }");
    }

    private static void org(String url) {
        site.set("salesforce", Installation.salesforce(url));
    }

    private static void platform(String url) {
        org(site.org().url());
        site.set("platform", "{ type: rest, url: \"" + url + "\", token: demo-platform-token }");
    }

    private static void tokenEndpoint(String url) {
        org(site.org().url());
        site.set(
                "platform",
                "{ type: rest, url: \"" + site.platform().url() + "\", oauth2: { tokenUrl: \"" + url
                        + "\", clientId: c, clientSecret: hidden-secret } }");
    }

    private static String failure() {
        RunReport run = site.run();
        assertThat(run.status()).as(run.reason()).isEqualTo(Status.FAILED);
        assertThat(run.reason())
                .doesNotContain("Exception", "java.", "org.apache", "Unexpected", "hidden")
                .doesNotContainPattern("[\\r\\n]")
                .endsWith(".");
        return run.reason();
    }

    /** Says the same to everybody and hangs up. */
    private static ServerSocket answering(String text) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            try (Socket client = server.accept()) {
                                client.getInputStream().read();
                                client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                                client.shutdownOutput();
                                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                            }
                        }
                    } catch (IOException closed) {
                        // the end
                    }
                },
                "says the same");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 502, 429})
    void tellsMaintenanceFromARefusedLogin(int maintenance) {
        simulated();
        site.org()
                .fault(OrgFault.on(Kind.STATUS, TOKEN, 1)
                        .withStatus(maintenance, null, "down")
                        .forEver());

        int before = logins();
        assertThat(failure())
                .startsWith("Salesforce's login is unavailable: it answered " + maintenance)
                .contains("were not refused")
                .doesNotContain("password", "refused the login");
        assertThat(logins() - before)
                .as("tries of the login, bounded by salesforce.retries")
                .isEqualTo(4);
    }

    private static int logins() {
        return site.org().requests().toString().split(TOKEN, -1).length;
    }

    @Test
    void logsInOnceMaintenanceIsOverHoweverOftenItWasTried() {
        simulated();
        site.setting("salesforce.retries", "6");
        site.org().fault(OrgFault.on(Kind.STATUS, TOKEN, 1).withTimes(5));

        RunReport run = site.run();

        assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
        site.setting("salesforce.retries", "3");
    }

    @Test
    void tellsAWrongHostARefusedPortAndAnotherServerApart() throws IOException {
        int closed = closedPort();
        org("http://127.0.0.1:" + closed);
        assertThat(failure()).contains("127.0.0.1:" + closed + " refused the connection", "salesforce.url");
        org("https://nowhere.invalid");
        assertThat(failure()).contains("the host name nowhere.invalid is unknown", "salesforce.url");
        try (ServerSocket plain = answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
            org("https://127.0.0.1:" + plain.getLocalPort());
            assertThat(failure()).contains("does not speak TLS at 127.0.0.1:" + plain.getLocalPort(), "salesforce.url");
        }
        try (ServerSocket ssh = answering("SSH-2.0-OpenSSH_9.2\r\n")) {
            org("http://127.0.0.1:" + ssh.getLocalPort());
            assertThat(failure()).contains("breaks the rules of HTTP", "salesforce.url");
        }
        org(otherUrl());
        answers(200, "<html>hidden</html>", null);
        assertThat(failure()).contains("What answers at 127.0.0.1:", "is not Salesforce", "salesforce.url");
        answers(404, "<html>hidden</html>", null);
        assertThat(failure()).contains("(status 404) is not Salesforce", "salesforce.url");
    }

    @Test
    void tellsAWebPageFromData() {
        org(site.org().url());
        for (String request : new String[] {"/query", "/describe", "/limits"}) {
            site.org().clearFaults();
            site.org().fault(OrgFault.on(Kind.HTML, request, 1).forEver());
            assertThat(failure()).contains("is a web page, not data", "salesforce.url");
            site.org().clearFaults();
            site.org().fault(OrgFault.on(Kind.EMPTY, request, 1).forEver());
            assertThat(failure()).contains("is empty", "salesforce.url");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204 |                        | is empty",
                "200 |                        | is empty",
                "200 | null                   | is empty",
                "200 | []                     | not the results JSON",
                "200 | 7                      | not the results JSON",
                "200 | {\"results\":7}        | not the results JSON",
                "200 | {\"results\":[null]}   | not the results JSON",
                "200 | {\"results\":null}     | without a result for",
                "200 | {}                     | without a result for",
                "200 | <html>hidden</html>    | is not the platform",
                "404 | <html>hidden</html>    | is not the platform"
            })
    void namesWhatAPlatformsAnswerLacks(int code, String text, String words) {
        platform(otherUrl());
        answers(code, text == null ? "" : text, null);

        assertThat(failure()).contains(words, "latform");
    }

    @Test
    void tellsAPlatformThatIsNotThereFromOneWithAnotherName() throws IOException {
        int closed = closedPort();
        platform("http://127.0.0.1:" + closed + "/api");
        assertThat(failure()).contains("127.0.0.1:" + closed + " refused the connection", "platform.url");
        platform("https://nowhere.invalid/api");
        assertThat(failure()).contains("the host name nowhere.invalid is unknown", "platform.url");
        tokenEndpoint("http://127.0.0.1:" + closed + "/token");
        assertThat(failure()).contains("127.0.0.1:" + closed + " refused the connection", "platform.oauth2.tokenUrl");
        tokenEndpoint("https://nowhere.invalid/token");
        assertThat(failure()).contains("the host name nowhere.invalid is unknown", "platform.oauth2.tokenUrl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret\"} | AADSTS7000215",
                "400 | {\"errorCode\":\"E0000001\",\"errorSummary\":\"Api validation failed\"}     | Api validation failed",
                "400 | {\"error\":{\"code\":\"x9\",\"message\":\"no such tenant\"}}                 | no such tenant",
                "400 | {\"error\":\"invalid_scope\"}                                             | platform.oauth2.scope",
                "503 | down                                                                  | were not refused",
                "200 | {}                                                                    | without a token",
                "200 | null                                                                  | without a token",
                "204 |                                                                       | without a token",
                "200 | <html>hidden</html>                                                   | is not the platform's token endpoint",
                "401 | {\"error_description\":\"bad hidden-secret\"}                              | platform.oauth2"
            })
    void showsTheWordsOfAPlatformsTokenEndpoint(int code, String text, String words) {
        tokenEndpoint(otherUrl());
        answers(code, text == null ? "" : text, null);

        assertThat(failure()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void namesTheNewAddressOfWhatHasMovedAndAsksItNothing(int moved) {
        String place = otherUrl() + "/gone";
        platform(otherUrl());
        answers(moved, "", "https://new.example/api/v2/connectors/acme/users/batch?token=hidden");
        assertThat(failure()).contains("answered " + moved, "change platform.url to https://new.example/api/v2.");
        tokenEndpoint(place);
        answers(moved, "", "//new.example/oauth/token?client_secret=hidden");
        assertThat(failure()).contains("change platform.oauth2.tokenUrl to http://new.example/oauth/token.");
        assertThat(asked).hasValue(2);
        org(otherUrl());
        answers(moved, "", "https://acme2.my.salesforce.com/services/oauth2/token?client_secret=hidden");
        assertThat(failure())
                .contains("https://acme2.my.salesforce.com/services/oauth2/token")
                .contains("change salesforce.url to https://acme2.my.salesforce.com.");
        assertThat(asked).hasValue(3);
        org(site.org().url());
        site.org()
                .fault(OrgFault.on(Kind.REDIRECT, "/query", 1)
                        .withUrl("https://acme2.my.salesforce.com/services/data?q=hidden"));
        assertThat(failure()).contains("change salesforce.url to https://acme2.my.salesforce.com.");
    }
}
