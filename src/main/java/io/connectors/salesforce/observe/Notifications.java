package io.connectors.salesforce.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.run.RunListener;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Stage;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the report of every run that is held or failed to {@code notify.webhook}, as JSON with a line of {@code text} for chats.
 * Tried a few times; runs never wait for it, but the end of the process does, for some seconds. What is lost then is logged.
 */
public final class Notifications implements RunListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Set<Status> TOLD = Set.of(Status.HELD, Status.FAILED);
    private static final int ATTEMPTS = 4;
    /** The end of the process waits no longer: it has ten seconds in all. */
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Webhook webhook;
    private final String server;
    /** By run. */
    private final Map<String, CompletableFuture<Void>> underway = new ConcurrentHashMap<>();

    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "notifications");
        thread.setDaemon(true);
        return thread;
    });

    private Notifications(Webhook webhook, String server) {
        this.webhook = webhook;
        this.server = server;
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
        Notifications notifications = new Notifications(server.webhook(address(address)), server.name());
        server.listen(notifications);
        server.closing(notifications);
    }

    /** The address may be a secret, so no message shows it. */
    private static URI address(String text) {
        try {
            return HttpRequest.newBuilder(URI.create(text)).build().uri();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "notify.webhook is not an http or https address. Write it whole, with a host name of letters, digits and"
                            + " hyphens, or leave it empty.");
        }
    }

    @Override
    public void ended(RunReport run, Map<Stage, Duration> took) {
        if (TOLD.contains(run.status())) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            underway.put(run.run(), done);
            done.whenComplete((nothing, never) -> underway.remove(run.run()));
            byte[] body = body(run);
            sender.execute(() -> send(run.run(), body, 1, done));
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

    private void send(String run, byte[] body, int attempt, CompletableFuture<Void> done) {
        Optional<String> refused = webhook.post(body);
        if (refused.isEmpty()) {
            done.complete(null);
        } else if (attempt < ATTEMPTS && !sender.isShutdown()) {
            sender.schedule(() -> send(run, body, attempt + 1, done), 1L << attempt, TimeUnit.SECONDS);
        } else {
            LOG.warn("Run {}: its report was not posted. {}", run, refused.get());
            done.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            CompletableFuture.allOf(underway.values().toArray(CompletableFuture<?>[]::new))
                    .get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            LOG.warn("notify.webhook could not be told of {} runs before the process ended", underway.size());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        sender.shutdownNow();
        // not before: reports may be on their way
        webhook.close();
    }
}
