package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.console.Served.Reply;
import io.connectors.salesforce.observe.Management;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody without the token sends, to the console or to the port of health: both go on answering everybody else. */
@Timeout(60)
class HostileClientsTest {
    private static final int MANAGEMENT = Served.freePort();
    private static Served served;

    @BeforeAll
    static void start() {
        Installation site = Installation.of(TestDatabase.H2, 5).setting("management.port", String.valueOf(MANAGEMENT));
        served = Served.of(site);
        Management.open(site.server());
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int console() {
        return served.address().getPort();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** All that comes back until the server closes. */
    private static String answer(int port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(bytes(request));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static String closing(String line, String... headers) {
        return line + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static void othersAreAnswered() throws IOException {
        assertThat(served.get("/api/servers").status()).isEqualTo(200);
        assertThat(answer(MANAGEMENT, closing("GET /observe/health/live", "Host: localhost")))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console GET /app.js",
                "console GET /api/connectors",
                "console POST /api/connectors/x/check",
                "console GET /nothing",
                "console GET \\api",
                "console OPTIONS *",
                "management GET /observe/metrics",
                "management GET /observe/health",
                "management GET /nothing",
                "management OPTIONS *"
            })
    void whoAsksAndNeverReadsIsHungUpOn(String request) throws IOException {
        int port = request.startsWith("console") ? console() : MANAGEMENT;
        byte[] many = bytes(
                (request.substring(request.indexOf(' ') + 1) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(50));
        boolean hungUp = false;
        try (Socket socket = connect(port)) {
            for (int i = 0; i < 4_000; i++) {
                socket.getOutputStream().write(many);
            }
        } catch (SocketException closed) {
            hungUp = true;
        }

        assertThat(hungUp).isTrue();
        othersAreAnswered();
    }

    @Test
    void moreThan500ConnectionsAreNotHeldAndHealthHasItsOwn() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 550; i++) {
                Socket socket = connect(console());
                open.add(socket);
                socket.getOutputStream().write('G');
            }
            Socket last = open.get(open.size() - 1);

            assertThat(ended(last)).isTrue();
            assertThat(answer(MANAGEMENT, closing("GET /observe/health", "Host: localhost")))
                    .startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(HostileClientsTest::othersAreAnswered);
    }

    private static int first(Socket socket) throws IOException {
        socket.setSoTimeout(1_000);
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException nothing) {
            return -1;
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void nobodySpeaksHttp2() throws IOException {
        for (int port : List.of(console(), MANAGEMENT)) {
            try (Socket socket = connect(port)) {
                socket.getOutputStream().write(bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"));
                assertThat(first(socket)).as("no frame of settings").isNotZero();
            }
            try (Socket socket = connect(port)) {
                socket.getOutputStream()
                        .write(bytes(String.join(
                                "\r\n",
                                "GET / HTTP/1.1",
                                "Host: localhost",
                                "Connection: Upgrade, HTTP2-Settings",
                                "Upgrade: h2c",
                                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                                "\r\n")));
                String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
                assertThat(status).startsWith("HTTP/1.1 ").doesNotEndWith("101");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "%2fapi/connectors", "\\api\\connectors", "api/connectors", "?x", ":", "//"})
    void aTargetWithoutASlashIsRefused(String target) throws IOException {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            assertThat(answer(console(), closing(method + " " + target, "Host: localhost")))
                    .as(method)
                    .matches("(?s)HTTP/1.1 (400|401|404) .*");
        }
    }

    @Test
    void whoHasNotTheTokenGetsOneAnswerAConnection() throws IOException {
        String answer = answer(console(), "GET /api/servers HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2));

        assertThat(answer).containsOnlyOnce("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:8080, true",
        "127.0.0.1:1, true",
        "127.1.2.3, true",
        "[::1]:8080, true",
        "evil.example, false",
        "localhost.evil.example:8080, false",
        "127.0.0.1.evil.example, false",
        "10.0.0.1, false",
        "'', false"
    })
    void otherHostsAreNotAnsweredWhileOnlyLoopbackListens(String host, boolean answered) throws IOException {
        for (String request : List.of("GET /", "GET /observe/health", "GET /observe/metrics")) {
            int port = request.endsWith("/") ? console() : MANAGEMENT;
            assertThat(answer(port, closing(request, "Host: " + host)))
                    .startsWith(answered ? "HTTP/1.1 200" : "HTTP/1.1 421")
                    .containsIgnoringCase("x-content-type-options: nosniff")
                    .containsIgnoringCase("content-security-policy: default-src 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEEP", "NUMBER", "NAME"})
    void jsonBeyondTheParsersLimitsIsABadRequest(String kind) {
        String body =
                switch (kind) {
                    case "DEEP" -> "[".repeat(100_000) + "]".repeat(100_000);
                    case "NUMBER" -> "{\"preview\":" + "1".repeat(5_000) + "}";
                    default -> "{\"" + "x".repeat(60_000) + "\":true}";
                };
        Reply reply = served.post("/api/connectors/acme/runs", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.type()).isEqualTo("application/problem+json");
    }

    @Test
    void anErrorOfAnOperationIsAProblem() {
        Operation broken = new Operation("broken", "GET", "/broken", (request, parameters) -> {
            throw new StackOverflowError("made by this test");
        });
        Exchange exchange = new DefaultExchange(served.site().context());

        new Api(List.of(broken)).answer(new Request("GET", "/api/broken", null, null, new byte[0]), exchange);

        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(500);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(Map.copyOf(exchange.getMessage().getHeaders())).hasSize(2);
    }
}
