package io.connectors.salesforce.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.OAuth2;
import io.connectors.salesforce.config.Platform;
import io.connectors.salesforce.config.net.Peer;
import io.connectors.salesforce.config.net.WebProxy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * The bearer of platform requests: a fixed token, or one by OAuth 2 client credentials that is kept until the platform
 * refuses it. The bean {@code tokens} of the routes.
 */
public final class Tokens implements Processor {
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final int TRIES = 3;
    private static final int REMEMBERED = 4;
    private static final int LONGEST_REFUSAL = 64 << 10;
    private static final long FIRST_PAUSE_MS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloseableHttpClient http;
    private final WebProxy proxy;
    private final Map<OAuth2, String> tokens = new ConcurrentHashMap<>();
    /** Those before, which a platform may still quote; the oldest first. */
    private final Map<OAuth2, List<String>> given = new ConcurrentHashMap<>();

    /**
     * @param tls for token endpoints
     * @param bounds of their answers
     */
    public Tokens(SSLContext tls, BoundedAnswers bounds) {
        http = WebClient.of(tls, bounds);
        proxy = bounds.proxy();
    }

    /** Puts {@code Authorization} on a request to the platform of the exchange property {@code platform}. */
    public void authorize(Exchange exchange) {
        Platform platform = exchange.getProperty("platform", Platform.class);
        bearer(platform).ifPresent(token -> exchange.getMessage().setHeader("Authorization", "Bearer " + token));
    }

    /** The same before a repetition, for which Camel takes the first request's headers. */
    @Override
    public void process(Exchange exchange) {
        authorize(exchange);
    }

    private Optional<String> bearer(Platform platform) {
        return platform.token()
                .map(secret -> secret.value())
                .or(() -> platform.oauth2().map(oauth2 -> tokens.computeIfAbsent(oauth2, this::fetchNoted)));
    }

    private String fetchNoted(OAuth2 oauth2) {
        String token = fetch(oauth2);
        given.merge(
                oauth2,
                List.of(token),
                (before, one) -> Stream.concat(
                                before.stream().skip(Math.max(0, before.size() - REMEMBERED + 1)), one.stream())
                        .toList());
        return token;
    }

    /** The last tokens that were fetched for a platform; they are secrets. */
    public List<String> given(Platform platform) {
        return platform.oauth2()
                .map(oauth2 -> given.getOrDefault(oauth2, List.of()))
                .orElse(List.of());
    }

    /**
     * Fetches a new token in place of the one a request was refused with.
     *
     * @return whether there is a new one to try; a fixed token stays refused
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
        return bearer(platform).isPresent();
    }

    private String fetch(OAuth2 oauth2) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", oauth2.clientId());
        form.put("client_secret", oauth2.clientSecret().value());
        oauth2.scope().ifPresent(scope -> form.put("scope", scope));
        try {
            for (int tries = 1; tries < TRIES; tries++) {
                Optional<String> token = fetchOnce(oauth2, form, false);
                if (token.isPresent()) {
                    return token.get();
                }
                pause(tries);
            }
            return fetchOnce(oauth2, form, true).orElseThrow();
        } catch (IOException unreachable) {
            throw new PlatformFailure(peer(oauth2).silent(unreachable), unreachable);
        }
    }

    private Peer peer(OAuth2 oauth2) {
        return new Peer(
                "The platform's token endpoint",
                oauth2.tokenUrl(),
                "platform.oauth2.tokenUrl",
                "platform.timeout",
                proxy);
    }

    private static void pause(int tries) {
        try {
            TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MS << tries);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("The platform's token was not fetched: the run was interrupted.");
        }
    }

    /** Empty where another try may bring one. */
    private Optional<String> fetchOnce(OAuth2 oauth2, Map<String, String> form, boolean last) throws IOException {
        try {
            return http.execute(request(oauth2.tokenUrl(), form), answer -> {
                if (!last && (PASSING.contains(answer.getCode()) || answer.getCode() / 100 == 5)) {
                    return Optional.empty();
                }
                return Optional.of(token(answer, oauth2));
            });
        } catch (IOException unreachable) {
            // an answer that is hostile or does not come in time is not asked for again
            if (!last && (unreachable instanceof ConnectException || unreachable instanceof NoHttpResponseException)) {
                return Optional.empty();
            }
            throw unreachable;
        }
    }

    private String token(ClassicHttpResponse answer, OAuth2 oauth2) throws IOException {
        Peer endpoint = peer(oauth2);
        int status = answer.getCode();
        if (status / 100 == 3) {
            Header location = answer.getFirstHeader("Location");
            throw new PlatformFailure(endpoint.moved(status, location == null ? null : location.getValue()));
        }
        byte[] bytes = answer.getEntity() == null
                ? new byte[0]
                : EntityUtils.toByteArray(answer.getEntity(), status == 200 ? Integer.MAX_VALUE : LONGEST_REFUSAL);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.stripLeading().startsWith("<") && status / 100 != 5) {
            throw new PlatformFailure(endpoint.stranger(status));
        }
        JsonNode body = json(text);
        if (status / 100 == 2 && body.path("access_token").isTextual()) {
            return body.path("access_token").textValue();
        }
        throw new PlatformFailure(TokenError.words(status, body, oauth2.clientSecret()));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return JSON.missingNode();
        }
    }

    private static HttpPost request(URI url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpPost request = new HttpPost(url);
        request.setHeader("Accept", "application/json");
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_FORM_URLENCODED));
        return request;
    }
}
