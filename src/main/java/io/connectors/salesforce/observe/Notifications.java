package io.connectors.salesforce.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.run.RunListener;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Stage;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.server.ConnectorServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the report of every run that is held or failed to {@code notify.webhook}, as JSON with a line of {@code text} for chats.
 * Tried a few times; a notification that is lost is lost, runs never wait for it.
 */
public final class Notifications implements RunListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Set<Status> TOLD = Set.of(Status.HELD, Status.FAILED);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI webhook;
    private final String server;
    private final HttpClient client;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "notifications");
        thread.setDaemon(true);
        return thread;
    });

    private Notifications(URI webhook, String server, HttpClient client) {
        this.webhook = webhook;
        this.server = server;
        this.client = client;
    }

    /**
     * Tells of the server's runs as long as it runs, where a webhook is set.
     *
     * @throws IllegalArgumentException if the setting is no http or https address
     */
    public static void open(ConnectorServer server) {
        String address = server.settings().text("notify.webhook");
        if (address.isEmpty()) {
            return;
        }
        URI webhook = address(address);
        try {
            SSLContextParameters tls = server.context().getSSLContextParameters();
            HttpClient.Builder client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LONGEST);
            if (tls != null) {
                client.sslContext(tls.createSSLContext(server.context()));
            }
            Notifications notifications = new Notifications(webhook, server.name(), client.build());
            server.listen(notifications);
            server.closing(notifications);
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalStateException("TLS of notify.webhook could not be set up", wrong);
        }
    }

    /** The address may be a secret, so no message shows it. */
    private static URI address(String text) {
        try {
            return HttpRequest.newBuilder(URI.create(text)).build().uri();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "notify.webhook is no http or https address. Write it whole, with a host name of letters, digits and"
                            + " hyphens, or leave it empty.");
        }
    }

    @Override
    public void ended(RunReport run, Map<Stage, Duration> took) {
        if (TOLD.contains(run.status())) {
            send(run.run(), body(run), 1);
        }
    }

    private byte[] body(RunReport run) {
        ObjectNode body = JSON.valueToTree(run);
        body.put("server", server);
        body.put("text", "Connector " + run.connector() + ": " + run.status().word() + ". " + run.reason());
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void send(String run, byte[] body, int attempt) {
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()).whenComplete((answer, failed) -> {
            hangUp(answer);
            if (failed == null && answer.statusCode() < 300) {
                return;
            }
            // the address may be a secret
            String why = failed == null ? "it answered " + answer.statusCode() : "it gave no answer";
            if (attempt < ATTEMPTS && !sender.isShutdown()) {
                sender.schedule(() -> send(run, body, attempt + 1), 1L << attempt, TimeUnit.SECONDS);
            } else {
                LOG.warn("Run {}: notify.webhook could not be told ({})", run, why);
            }
        });
    }

    /** Nobody reads the body, which may have no end; the time limit of a request ends with its headers. */
    private static void hangUp(HttpResponse<InputStream> answer) {
        if (answer != null) {
            try {
                answer.body().close();
            } catch (IOException broken) {
                // as it should
            }
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
