package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.console.Served;
import io.connectors.salesforce.server.HostilePeer;
import io.connectors.salesforce.server.HostilePeer.Endless;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On the image's flags, one process outlives everything that orgs, platforms and clients may do to it, all at once. */
@Timeout(240)
class HostileWorldIT {
    private static final String TOKEN = "marker-configured-token";
    private static final List<Endless> KINDS = List.of(
            Endless.HEADERS,
            Endless.HEADER_LINE,
            Endless.STATUS_LINE,
            Endless.TRAILERS,
            Endless.CHUNK_EXTENSION,
            Endless.EARLY_HINTS,
            Endless.BODY);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int console = Served.freePort();
    private final int management = Served.freePort();
    private final Queue<String> silences = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean over;

    private int status(String path) throws InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + management + path))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException silent) {
            return -1;
        }
    }

    private JsonNode api(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + console + "/api" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
                .build();
        return Site.JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private long completed() throws IOException, InterruptedException {
        long completed = 0;
        for (JsonNode run : api("GET", "/connectors/healthy/runs?limit=1000")) {
            completed += run.path("status").asText().equals("completed") ? 1 : 0;
        }
        return completed;
    }

    private void watchHealth() {
        try {
            while (!over) {
                int status = status("/observe/health/live");
                answers.incrementAndGet();
                if (status != 200) {
                    silences.add("live " + status);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks and never reads, as often as it is let. */
    private void flood(int port, String line) {
        byte[] many = (line + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(50).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20 && !over; i++) {
            try (Socket socket = new Socket("localhost", port)) {
                for (int j = 0; j < 4_000; j++) {
                    socket.getOutputStream().write(many);
                }
            } catch (IOException hungUp) {
                // as it should
            }
        }
    }

    /** So many connections that say nothing, for a while. */
    private void occupy(int port) {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                sockets.add(new Socket("localhost", port));
            }
            TimeUnit.SECONDS.sleep(5);
        } catch (IOException full) {
            // as it may
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            for (Socket socket : sockets) {
                try {
                    socket.close();
                } catch (IOException gone) {
                    // as it may
                }
            }
        }
    }

    private static List<String> hostile(Site site, Connector healthy) throws IOException {
        List<String> hostile = new ArrayList<>();
        for (Endless kind : KINDS) {
            String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            HostilePeer login = site.closing(new HostilePeer(healthy.org().url()));
            login.attack("/oauth2/token", kind);
            site.options(
                    new Connector("login-" + name, healthy.org(), healthy.platform()),
                    "salesforce.url: " + login.url());
            HostilePeer platform =
                    site.closing(new HostilePeer(healthy.platform().url()));
            platform.attack("/batch", kind);
            site.options(
                    new Connector("platform-" + name, healthy.org(), healthy.platform()),
                    "platform.url: " + platform.url());
            Connector own = site.connector("query-" + name, 5);
            HostilePeer query = site.closing(new HostilePeer(own.org().url()));
            query.attack("/query", kind);
            own.org().instanceUrl(query.url());
            site.options(own, "salesforce.url: " + query.url());
            hostile.addAll(List.of("login-" + name, "platform-" + name, "query-" + name));
        }
        return hostile;
    }

    @Test
    void oneProcessOutlivesItAndItsHealthyConnectorRuns() throws Exception {
        ExecutorService others = Executors.newCachedThreadPool();
        try (Site site = new Site()) {
            Connector healthy = site.connector("healthy", 50, "schedule.repeats: \"0/3 * * * * ?\"");
            List<String> hostile = hostile(site, healthy);
            Site.Started serving = site.start(
                    "-Xmx256m",
                    "-XX:MaxDirectMemorySize=64m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dconsole.port=" + console,
                    "-Dmanagement.port=" + management,
                    "-Dconsole.token=" + TOKEN,
                    "serve");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status("/observe/health/live") == 200);
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> completed() > 0);
            others.execute(this::watchHealth);

            for (String connector : hostile) {
                api("POST", "/connectors/" + connector + "/runs");
            }
            for (Map.Entry<Integer, String> target : Map.of(console, "GET /app.js", management, "GET /observe/metrics")
                    .entrySet()) {
                others.execute(() -> flood(target.getKey(), target.getValue()));
                others.execute(() -> flood(target.getKey(), "GET /nothing"));
            }
            others.submit(() -> occupy(console)).get(60, TimeUnit.SECONDS);

            for (String connector : hostile) {
                Awaitility.await(connector)
                        .atMost(Duration.ofSeconds(90))
                        .ignoreExceptions()
                        .until(() -> {
                            JsonNode last = api("GET", "/connectors/" + connector + "/runs?limit=1")
                                    .path(0);
                            return last.path("status").asText().equals("failed");
                        });
            }
            assertThat(serving.process().isAlive()).isTrue();
            long before = completed();
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> completed() > before);
            over = true;
            assertThat(silences).isEmpty();
            assertThat(answers).hasValueGreaterThan(10);
        } finally {
            over = true;
            others.shutdownNow();
        }
    }
}
