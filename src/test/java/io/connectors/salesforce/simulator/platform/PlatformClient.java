package io.connectors.salesforce.simulator.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks plain HTTP with the platform. */
final class PlatformClient {
    static final String TOKEN = "Bearer demo-platform-token";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformSimulator platform;

    PlatformClient(PlatformSimulator platform) {
        this.platform = platform;
    }

    static String upsert(String id, String name) {
        return "{\"op\":\"upsert\",\"sourceId\":\"" + id + "\",\"user\":{\"User\":{\"FirstName\":\"" + name + "\"}}}";
    }

    static String delete(String id) {
        return "{\"op\":\"delete\",\"sourceId\":\"" + id + "\",\"reason\":\"status\"}";
    }

    static String batch(String... operations) {
        return "{\"run\":\"r1\",\"operations\":[" + String.join(",", operations) + "]}";
    }

    HttpResponse<String> send(String key, String body) throws IOException {
        return send(request(key).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String key) {
        return HttpRequest.newBuilder(URI.create(platform.url() + "/connectors/acme/users/batch"))
                .header("Authorization", TOKEN)
                .header("Idempotency-Key", key)
                .header("X-Run-Id", "r1");
    }

    HttpResponse<String> control(String method, String path, String body) throws IOException {
        URI uri = URI.create(platform.url().replaceAll("/api$", "/simulator/") + path);
        return send(HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
