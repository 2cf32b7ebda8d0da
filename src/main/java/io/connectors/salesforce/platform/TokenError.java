package io.connectors.salesforce.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.config.Secret;
import io.connectors.salesforce.config.net.OneLine;
import java.util.Locale;

/** Why a platform's token endpoint gave no token: by the error codes of OAuth 2.0 (RFC 6749 5.2), in its own words. */
final class TokenError {
    /** Shorter text is found everywhere. */
    private static final int SHORT = 6;

    private TokenError() {}

    /**
     * Cause and remedy.
     *
     * @param sent some services repeat what they were sent, so this is left out
     */
    static String words(int status, JsonNode answer, Secret sent) {
        String error = OneLine.of(text(answer, "error", "errorCode", "code"));
        String description = OneLine.of(text(answer, "error_description", "errorSummary", "message", "detail"));
        String words = error.isEmpty() ? description : error + (description.isEmpty() ? "" : " (" + description + ")");
        String said = sent.value().length() < SHORT ? words : words.replace(sent.value(), "******");
        return "The platform's token endpoint answered " + status + (said.isEmpty() ? " without a token" : ": " + said)
                + ". " + remedy(status, error.toLowerCase(Locale.ROOT));
    }

    /** The first of some members that is text, also within {@code error}, as some services nest it. */
    private static String text(JsonNode answer, String... names) {
        for (JsonNode place : new JsonNode[] {answer, answer.path("error")}) {
            for (String name : names) {
                if (place.path(name).isTextual()) {
                    return place.path(name).textValue();
                }
            }
        }
        return "";
    }

    private static String remedy(int status, String error) {
        return switch (error) {
            case "invalid_client", "unauthorized_client" ->
                "Check platform.oauth2.clientId and clientSecret, that the secret has not expired, and that the client may use"
                        + " client credentials.";
            case "invalid_scope" -> "Check platform.oauth2.scope.";
            case "unsupported_grant_type" ->
                "The endpoint does not offer client credentials: check platform.oauth2.tokenUrl, or use platform.token.";
            default ->
                switch (status) {
                    case 408, 425, 429, 500, 502, 503, 504 ->
                        "It is unavailable or overloaded; the credentials of platform.oauth2 were not refused. The next run"
                                + " tries again.";
                    case 404, 405, 410 -> "Check platform.oauth2.tokenUrl.";
                    case 407 -> "A proxy asks for a login: check proxy.username and proxy.password.";
                    default -> "Check platform.oauth2: tokenUrl, clientId, clientSecret, scope.";
                };
        };
    }
}
