package io.connectors.salesforce.console;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.contract.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program serving a site, and the address of its console as it was printed. */
record PackagedConsole(String invitation, String address, String token) {
    private static final Pattern INVITATION = Pattern.compile("(http://\\S+/)#token=(\\S+)");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Starts it, and waits for its address. */
    static PackagedConsole of(Site site) {
        Site.Started serving = site.serve();
        Matcher printed =
                await().atMost(LONGEST).until(() -> INVITATION.matcher(Files.readString(serving.out())), Matcher::find);
        return new PackagedConsole(printed.group(), printed.group(1), printed.group(2));
    }

    /** Asks the API. */
    JsonNode get(String path) {
        return ask(HttpRequest.newBuilder(URI.create(address + "api" + path)).GET());
    }

    /** Runs a connector and waits for the end. */
    JsonNode run(String connector) {
        JsonNode run = ask(HttpRequest.newBuilder(URI.create(address + "api/connectors/" + connector + "/runs"))
                .POST(BodyPublishers.noBody()));
        String path = "/runs/" + run.path("run").asText();
        return await().atMost(LONGEST)
                .until(() -> get(path), now -> !now.path("status").asText().equals("running"));
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            return JSON.readTree(
                    HTTP.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString())
                            .body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
