package io.connectors.salesforce.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.run.Counts;
import io.connectors.salesforce.run.DatabaseHeld;
import io.connectors.salesforce.run.Erased;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.Trigger;
import io.connectors.salesforce.run.Turns;
import io.connectors.salesforce.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/**
 * The process that serves the embedded database, asked by its API to do what a command would do itself if it had the database.
 * What SIGTERM and Ctrl-C do is cancel the runs begun here.
 */
final class ServingProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PERIOD_MS = 200;
    private static final int SECONDS_TO_CLOSE = 9;
    private static final Duration STANDING = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ServingFile.Serving serving;
    private final DatabaseHeld held;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private volatile boolean ending;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::cancel, "end-of-process");

    private ServingProcess(ServingFile.Serving serving, DatabaseHeld held) {
        this.serving = serving;
        this.held = held;
    }

    /**
     * The process that holds the database.
     *
     * @throws DatabaseHeld the one given, where that process cannot be asked
     */
    static ServingProcess of(Settings settings, DatabaseHeld held) {
        ServingFile.Serving serving = ServingFile.find(settings).orElseThrow(() -> held);
        ServingProcess process = new ServingProcess(serving, held);
        Runtime.getRuntime().addShutdownHook(process.hook);
        return process;
    }

    /** One run of a connector, to its end. */
    RunReport run(String connector, RunRequest request, Turns.Turn turn) {
        String body = JSON.createObjectNode()
                .put("preview", request.preview())
                .put("resend", request.resend())
                .put("overrideSafeguards", request.override())
                .toString();
        return follow(post("/connectors/" + connector + "/runs", body), turn::close);
    }

    /** Applies a held plan, to its end. */
    RunReport approve(String run) {
        return follow(post("/runs/" + run + "/approve", ""), () -> {});
    }

    RunReport discard(String run) {
        return report(post("/runs/" + run + "/discard", ""));
    }

    /** Removes what is stored about a user. */
    Erased erase(String id, boolean force) {
        JsonNode erased =
                send(request("/users/" + id + "?force=" + force).DELETE().build());
        return JSON.convertValue(erased, Erased.class);
    }

    /** @param standing called while the run makes no progress */
    private RunReport follow(JsonNode first, Runnable standing) {
        String run = first.path("run").asText();
        begun.add(run);
        if (ending) {
            cancel(run);
        }
        JsonNode now = first;
        JsonNode progress = first.path("progress");
        long moved = System.nanoTime();
        while (now.path("status").asText().equals(Status.RUNNING.word())) {
            pause();
            try {
                now = get("/runs/" + run);
                if (!now.path("progress").path("done").equals(progress.path("done"))
                        || !now.path("progress").path("stage").equals(progress.path("stage"))) {
                    progress = now.path("progress");
                    moved = System.nanoTime();
                } else if (System.nanoTime() - moved > STANDING.toNanos()) {
                    standing.run();
                }
            } catch (DatabaseHeld gone) {
                now = ended((ObjectNode) now);
            }
        }
        begun.remove(run);
        return report(now);
    }

    private static JsonNode ended(ObjectNode run) {
        return run.put("status", Status.CANCELLED.word())
                .put(
                        "reason",
                        "The serving process ended. What the platform acknowledged is kept; the next run goes on from there.");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The command was interrupted; the run goes on", stopped);
        }
    }

    private static RunReport report(JsonNode run) {
        List<String> leftOut = new ArrayList<>();
        run.path("leftOut").forEach(each -> leftOut.add(each.asText()));
        return new RunReport(
                run.path("connector").asText(),
                run.path("run").asText(),
                Status.valueOf(run.path("status").asText().toUpperCase(Locale.ROOT)),
                Trigger.valueOf(run.path("trigger").asText().toUpperCase(Locale.ROOT)),
                run.path("preview").asBoolean(),
                new Counts(
                        run.path("read").asLong(),
                        run.path("unchanged").asLong(),
                        run.path("created").asLong(),
                        run.path("updated").asLong(),
                        run.path("deleted").asLong(),
                        run.path("rejected").asLong(),
                        run.path("pending").asLong(),
                        run.path("missing").asLong()),
                run.path("reason").isTextual() ? run.path("reason").asText() : null,
                run.path("apiCalls").asLong(),
                Instant.parse(run.path("startedAt").asText()),
                run.path("durationMs").asLong(),
                leftOut);
    }

    private JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    private JsonNode post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(serving.address() + "api" + path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + serving.token());
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 401) {
                throw held;
            }
            JsonNode body = JSON.readTree(response.body());
            return switch (response.statusCode()) {
                case 200, 202 -> body;
                case 404 -> throw new UsageProblem(body.path("detail").asText());
                case 409 -> throw new RunFailure(body.path("detail").asText());
                default ->
                    throw new IllegalStateException("The process that serves the database answered "
                            + response.statusCode() + ": " + body.path("detail").asText());
            };
        } catch (IOException gone) {
            throw held;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The command was interrupted", stopped);
        }
    }

    private void cancel(String run) {
        try {
            post("/runs/" + run + "/cancel", "");
        } catch (RuntimeException over) {
            // it has ended, or its process has
        }
    }

    private void cancel() {
        ending = true;
        begun.forEach(this::cancel);
        EndOfProcess.awaitPrinted(SECONDS_TO_CLOSE);
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // the hook ends the process
        }
    }
}
