package io.connectors.salesforce.simulator.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a third party would use: plain HTTP and a token. */
final class OrgClient {
    static final String PASSWORD_LOGIN = "grant_type=password&client_id=demo-key&client_secret=demo-secret"
            + "&username=sync%40example.com&password=demo-passworddemo-token";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private String token;

    OrgClient(OrgSimulator org) {
        url = org.url();
    }

    static OrgClient login(OrgSimulator org) {
        OrgClient client = new OrgClient(org);
        client.login();
        return client;
    }

    void login() {
        token = json(token(PASSWORD_LOGIN)).path("access_token").asText();
    }

    /** A token request. */
    HttpResponse<String> token(String form, String... headers) {
        return send(request("/services/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .headers(Stream.concat(Stream.of("X-Test", "1"), Stream.of(headers))
                        .toArray(String[]::new))
                .POST(BodyPublishers.ofString(form)));
    }

    /** A GET with the token; the path begins with a slash. */
    HttpResponse<String> get(String path, String... headers) {
        return send(authorized(path, headers));
    }

    HttpResponse<byte[]> bytes(String path, String... headers) {
        return exchange(authorized(path, headers), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder authorized(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The data API of version 60, below {@code /services/data/v60.0/}. */
    HttpResponse<String> data(String path, String... headers) {
        return get("/services/data/v60.0/" + path, headers);
    }

    HttpResponse<String> queried(String soql, String... headers) {
        return data("query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8), headers);
    }

    JsonNode query(String soql) {
        return json(queried(soql));
    }

    /** The values of a query's first column, over all pages. */
    List<String> column(String soql) {
        List<String> values = new ArrayList<>();
        JsonNode page = query(soql);
        while (true) {
            page.path("records")
                    .forEach(each -> values.add(each.properties().stream()
                            .toList()
                            .get(1)
                            .getValue()
                            .asText()));
            if (page.path("done").asBoolean()) {
                return values;
            }
            page = json(get(page.path("nextRecordsUrl").asText()));
        }
    }

    /** Asks the control API. */
    HttpResponse<String> control(String method, String path, String body) {
        return send(request("/simulator/" + path).method(method, BodyPublishers.ofString(body)));
    }

    JsonNode control(String path, String body) {
        return json(control("POST", path, body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return exchange(request, BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return HTTP.send(request.build(), body);
        } catch (IOException broken) {
            throw new BrokenConnection(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException none) {
            throw new AssertionError("No JSON: " + response.body(), none);
        }
    }

    /** The connection ended before the answer did. */
    static final class BrokenConnection extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenConnection(IOException cause) {
            super(cause);
        }
    }
}
