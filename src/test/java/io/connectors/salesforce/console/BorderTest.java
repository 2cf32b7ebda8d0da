package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.console.Served.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody passes without the token, and nothing a client says beside its request travels on. */
@Timeout(60)
class BorderTest {
    private static final Served SERVED = Served.of(10);

    @AfterAll
    static void close() {
        SERVED.close();
    }

    /** The status line of a request whose address is sent letter by letter. */
    private static int status(String method, String path, String... headers) throws IOException {
        try (Socket socket =
                new Socket(SERVED.address().getHost(), SERVED.address().getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + String.join(
                            "",
                            List.of(headers).stream().map(each -> each + "\r\n").toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String line = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return Integer.parseInt(line.split(" ")[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/connectors",
                "/api/connectors/",
                "//api/connectors",
                "/API/connectors",
                "/Api/connectors",
                "/%61pi/connectors",
                "/%2561pi/connectors",
                "/api%2fconnectors",
                "/api/./connectors",
                "/x/../api/connectors",
                "/x/%2e%2e/api/connectors",
                "/index.html/../api/connectors",
                "/index.html%2f..%2fapi/connectors",
                "/app.css;/../api/connectors",
                "/api;x=y/connectors",
                "/api/connectors?index.html",
                "/\\api\\connectors",
                "/api/openapi.yaml",
                "/api/runs/x/events",
                "/observe/health",
                "/nothing"
            })
    void refusesEverySpellingWithoutTheToken(String path) throws IOException {
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            assertThat(status(method, path)).as("%s %s", method, path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer wrong",
                "Authorization: Bearer marker-console-token2",
                "Authorization: Basic marker-console-token",
                "Authorization: marker-console-token",
                "X-Authorization: Bearer marker-console-token",
                "Cookie: token=marker-console-token"
            })
    void refusesEveryOtherProof(String header) throws IOException {
        assertThat(status("GET", "/api/connectors", header)).isEqualTo(401);
        assertThat(status(
                        "GET", "/api/connectors?token=marker-console-token&access_token=marker-console-token", header))
                .isEqualTo(401);
    }

    @Test
    void takesTheTokenWhateverTheCaseOfItsScheme() throws IOException {
        assertThat(status("GET", "/api/connectors", "authorization: bearer marker-console-token"))
                .isEqualTo(200);
    }

    @Test
    void givesTheConsoleToEverybodyButOnlyByItsExactAddresses() throws IOException {
        assertThat(status("GET", "/")).isEqualTo(200);
        assertThat(status("GET", "/index.html")).isEqualTo(200);
        assertThat(status("HEAD", "/")).isEqualTo(200);
        assertThat(status("POST", "/")).isEqualTo(401);
        assertThat(status("GET", "/openapi.yaml")).isEqualTo(401);
        assertThat(status("GET", "/application.properties")).isEqualTo(401);
        assertThat(status("GET", "/../application.properties")).isEqualTo(401);
    }

    @Test
    void showsAPageToABrowserThatIsAstrayAndNothingOfTheApi() throws IOException {
        String browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
        for (String path : List.of("/foo", "/foo/", "/console", "/apis", "/openapi.yaml")) {
            assertThat(status("GET", path, browser)).as(path).isEqualTo(404);
            assertThat(status("POST", path, browser)).as(path).isEqualTo(401);
        }
        for (String path :
                List.of("/api", "/API", "/api/", "/%61pi", "//api", "/api/connectors", "/x/../api", "/api;x=y")) {
            assertThat(status("GET", path, browser)).as(path).isEqualTo(401);
        }
        assertThat(status("GET", "/favicon.ico")).isEqualTo(200);
    }

    @Test
    void letsNoHeaderPass() {
        Reply reply = SERVED.send(
                "GET",
                "/api/connectors",
                null,
                Map.of(
                        "CamelHttpResponseCode", "500",
                        "CamelHttpMethod", "DELETE",
                        "CamelHttpPath", "/api/servers",
                        "sObjectQuery", "SELECT Id FROM Account",
                        "apexUrl", "x",
                        "X-Probe", "echo"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().isArray()).isTrue();
        assertThat(reply.whole().headers().map().keySet())
                .allMatch(header -> List.of(
                                "content-type",
                                "content-length",
                                "content-security-policy",
                                "x-content-type-options",
                                "x-frame-options",
                                "referrer-policy",
                                "cross-origin-opener-policy",
                                "cross-origin-resource-policy",
                                "cache-control")
                        .contains(header.toLowerCase(java.util.Locale.ROOT)));
        assertThat(reply.whole().headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void takesABodyAsJsonWhateverItCallsItself() {
        for (String type :
                List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x")) {
            Reply reply = SERVED.send(
                    "PUT", "/api/connectors/acme/active", "{\"active\":true}", Map.of("Content-Type", type));
            assertThat(reply.status()).as(type).isEqualTo(200);
        }
    }
}
