package io.connectors.salesforce.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** An installation that serves its console, and a client with the token. */
public final class Served implements AutoCloseable {
    public static final String TOKEN = "marker-console-token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation site;
    private final Console console;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Served(Installation site, Console console) {
        this.site = site;
        this.console = console;
    }

    /** With an org of some users. */
    public static Served of(int users) {
        return of(Installation.of(TestDatabase.H2, users));
    }

    /** Begins to serve what an installation has. */
    public static Served of(Installation site) {
        site.setting("console.port", String.valueOf(freePort()))
                .setting("console.token", TOKEN)
                .setting("files.period", "100");
        Console console = Console.open(site.server());
        site.server().serve();
        return new Served(site, console);
    }

    /** A port nobody listens on just now. */
    public static int freePort() {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    public Installation site() {
        return site;
    }

    public URI address() {
        return console.address();
    }

    /** What came back. */
    public record Reply(int status, String type, String text, HttpResponse<String> whole) {
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException none) {
                throw new AssertionError("no JSON: " + text, none);
            }
        }
    }

    public Reply get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Reply post(String path, String body) {
        return send("POST", path, body, Map.of());
    }

    public Reply put(String path, String body) {
        return send("PUT", path, body, Map.of());
    }

    /** With the token, unless the headers say otherwise. */
    public Reply send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.address() + path.substring(1)))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.header("Authorization", "Bearer " + TOKEN);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Starts a run and waits for its end. */
    public JsonNode run(String body) {
        return ended(post("/api/connectors/acme/runs", body).json().path("run").asText());
    }

    /** Waits for the end of a run. */
    public JsonNode ended(String run) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> get("/api/runs/" + run).json(),
                        now -> !now.path("status").asText().equals("running"));
    }

    @Override
    public void close() {
        site.close();
    }
}
