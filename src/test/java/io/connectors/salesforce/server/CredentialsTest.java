package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credentials and addresses reach their servers character for character. */
class CredentialsTest {
    private static final String VALUE =
            " Secr3t\\! ab{{cd {{env:HOME}} ${env:HOME} #{1} \\u0041 RAW(a+b%20&c)=d \"'` Tätigkeit ";
    /** With everything an address may hold but ~, which Camel sends as its equal %7E. */
    private static final String PATH = "/a%2Fb/c+d%20e&f;g=h@i:j/RAW(k)/%C3%A4/$1_.!*',()";

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Installation site = Installation.of(TestDatabase.H2, 20);
    private HttpServer server;

    private record Request(String address, String authorization, String body) {
        private Map<String, String> form() {
            return Arrays.stream(body.split("&"))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(
                            field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        site.file("secret", VALUE + "\n");
    }

    @AfterEach
    void close() {
        site.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new Request(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(body, StandardCharsets.UTF_8)));
        boolean token = exchange.getRequestURI().getPath().endsWith("/token");
        byte[] answer = (token ? "{\"error\":\"invalid_client\",\"access_token\":\"made\"}" : "{\"results\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                exchange.getRequestURI().getPath().contains("/services/") ? 400 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String secret() {
        return "\"{{file:" + site.folder().resolve("secret") + "}}\"";
    }

    private Request sent(String part) {
        return requests.stream()
                .filter(request -> request.address().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError(requests));
    }

    @Test
    void logInAtSalesforceByPassword() {
        site.set(
                "salesforce",
                "{url: \"%s\", consumerKey: %s, consumerSecret: %<s, username: %<s, password: %<s, securityToken: %<s}"
                        .formatted(url(), secret()));

        site.run();

        assertThat(sent("/services/oauth2/token").form())
                .containsEntry("client_id", VALUE)
                .containsEntry("client_secret", VALUE)
                .containsEntry("username", VALUE)
                .containsEntry("password", VALUE + VALUE);
    }

    @Test
    void logInAtSalesforceByAnAssertion() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        Path pem = Files.writeString(
                site.folder().resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        keys.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        site.set(
                "salesforce",
                "{url: \"%s\", authentication: jwt, privateKey: \"%s\", consumerKey: %s, username: %<s}"
                        .formatted(url(), pem, secret()));

        RunReport run = site.run();

        assertThat(requests).as(run.reason()).isNotEmpty();
        String assertion = sent("/services/oauth2/token").form().get("assertion");
        JsonNode claims = new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(assertion.split("\\.")[1]));
        assertThat(claims.path("iss").asText()).isEqualTo(VALUE);
        assertThat(claims.path("sub").asText()).isEqualTo(VALUE);
    }

    @Test
    void reachThePlatform() {
        site.set("platform", "{type: rest, url: \"%s%s\", token: %s}".formatted(url(), PATH, secret()));

        RunReport run = site.run();

        assertThat(requests).as(run.reason()).isNotEmpty();
        assertThat(sent("/users/batch").address()).isEqualTo(PATH + "/connectors/acme/users/batch");
        // blanks at the end of a header's value are no part of it
        assertThat(sent("/users/batch").authorization()).isEqualTo(("Bearer " + VALUE).strip());
    }

    /** As services of Docker Compose have one; the proxy is asked for the host by its name. */
    @Test
    void reachAPlatformWithAnUnderscore() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try {
                    while (true) {
                        try (Socket client = proxy.accept()) {
                            asked.add(new BufferedReader(
                                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                                    .readLine());
                            client.getOutputStream()
                                    .write("HTTP/1.1 403 no\r\nContent-Length: 0\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            answering.setDaemon(true);
            answering.start();
            site.setting("proxy.url", "http://127.0.0.1:" + proxy.getLocalPort());
            site.set("platform", "{type: rest, url: \"https://my_platform:8443/api\", token: t}");

            RunReport run = site.run();

            assertThat(run.reason()).contains("my_platform");
            site.set(
                    "platform",
                    "{type: rest, url: \"https://my_platform\", oauth2: {tokenUrl: \"https://my_login/token\", clientId: a, clientSecret: b}}");
            site.run();
        }
        assertThat(asked)
                .contains("CONNECT my_platform:8443 HTTP/1.1", "CONNECT my_login:443 HTTP/1.1")
                .allMatch(line -> line.startsWith("CONNECT my_"));
    }

    @Test
    void reachATokenEndpoint() {
        site.set(
                "platform",
                "{type: rest, url: \"%1$s\", oauth2: {tokenUrl: \"%1$s%2$s/token?a=b%%20c&d=e+f\", clientId: %3$s, clientSecret: %3$s, scope: %3$s}}"
                        .formatted(url(), PATH, secret()));

        site.run();

        Request request = sent("/token");
        assertThat(request.address()).isEqualTo(PATH + "/token?a=b%20c&d=e+f");
        assertThat(request.form())
                .containsEntry("client_id", VALUE)
                .containsEntry("client_secret", VALUE)
                .containsEntry("scope", VALUE);
    }
}
