package io.connectors.salesforce.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.OAuth2;
import io.connectors.salesforce.config.Platform;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The bearer of platform requests: a fixed token, or one by OAuth 2 client credentials that is kept until the platform
 * refuses it. The bean {@code tokens} of the routes.
 */
public final class Tokens {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<OAuth2, String> tokens = new ConcurrentHashMap<>();

    /** Puts {@code Authorization} on a request to the platform of the exchange property {@code platform}. */
    public void authorize(Exchange exchange) {
        Platform platform = exchange.getProperty("platform", Platform.class);
        bearer(platform).ifPresent(token -> exchange.getMessage().setHeader("Authorization", "Bearer " + token));
    }

    private Optional<String> bearer(Platform platform) {
        return platform.token()
                .map(secret -> secret.value())
                .or(() -> platform.oauth2().map(oauth2 -> tokens.computeIfAbsent(oauth2, this::fetch)));
    }

    /**
     * Forgets a refused token and puts a new one on the request.
     *
     * @return whether there was a new one to try; a fixed token stays refused
     */
    boolean renew(Exchange exchange) {
        Platform platform = exchange.getProperty("platform", Platform.class);
        if (platform == null || platform.oauth2().isEmpty()) {
            return false;
        }
        String refused = exchange.getMessage().getHeader("Authorization", String.class);
        platform.oauth2()
                .ifPresent(oauth2 -> tokens.computeIfPresent(
                        oauth2, (key, token) -> ("Bearer " + token).equals(refused) ? null : token));
        authorize(exchange);
        return true;
    }

    private String fetch(OAuth2 oauth2) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", oauth2.clientId());
        form.put("client_secret", oauth2.clientSecret().value());
        oauth2.scope().ifPresent(scope -> form.put("scope", scope));
        try {
            HttpResponse<byte[]> answer = http.send(request(oauth2.tokenUrl(), form), BodyHandlers.ofByteArray());
            JsonNode token =
                    answer.statusCode() == 200 ? JSON.readTree(answer.body()).path("access_token") : JSON.missingNode();
            if (!token.isTextual()) {
                throw new PlatformFailure("The platform's token endpoint answered " + answer.statusCode()
                        + " without a token. Check platform.oauth2: tokenUrl, clientId, clientSecret, scope.");
            }
            return token.textValue();
        } catch (IOException unreachable) {
            throw new PlatformFailure(
                    "The platform's token endpoint could not be reached or read. Check platform.oauth2.tokenUrl.",
                    unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("Interrupted while asking for the platform's token.", stopped);
        }
    }

    private static HttpRequest request(URI url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
