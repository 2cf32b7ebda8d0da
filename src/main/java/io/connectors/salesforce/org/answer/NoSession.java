package io.connectors.salesforce.org.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.Authentication;
import io.connectors.salesforce.config.net.OneLine;
import io.connectors.salesforce.config.net.Peer;
import java.util.Set;

/**
 * An answer of the token endpoint that brought no session.
 *
 * @param error as OAuth 2.0 says it, one line; empty where the answer is none of an OAuth server
 * @param description Salesforce's own words, one line; may be empty
 * @param webPage whether the answer is HTML
 */
public record NoSession(int status, String error, String description, boolean webPage) {
    private static final Set<Integer> UNAVAILABLE = Set.of(408, 420, 425, 429);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * An answer as it came.
     *
     * @param body as text; may be empty or null
     */
    public static NoSession read(int status, String body) {
        String text = body == null ? "" : body;
        String error = "";
        String description = "";
        boolean webPage = text.stripLeading().startsWith("<");
        try {
            JsonNode answer = webPage ? JSON.missingNode() : JSON.readTree(text);
            error = answer.path("error").asText("");
            description = answer.path("error_description").asText("");
        } catch (JsonProcessingException noJson) {
            // the status has to do
        }
        return new NoSession(status, OneLine.of(error), OneLine.of(description), webPage);
    }

    /** Whether it counts for the org's lock-outs; what is merely unavailable refused nobody. */
    public static boolean refused(int status) {
        return status / 100 == 4 && status != 404 && status != 405 && status != 407 && !UNAVAILABLE.contains(status);
    }

    /** Cause and remedy. */
    public String words(Peer org, Authentication flow) {
        if (status / 100 == 3) {
            return org.moved(status, null);
        }
        LoginError cause = LoginError.of(error, description);
        String said = error.isEmpty() ? "" : " " + error + (description.isEmpty() ? "" : " (" + description + ")");
        if (status == 407) {
            return "The login did not reach Salesforce: a proxy asks for a login of its own (407). Check proxy.username and"
                    + " proxy.password.";
        }
        if (status / 100 == 5 || UNAVAILABLE.contains(status)) {
            return "Salesforce's login is unavailable: it answered " + status + said + ". " + unavailable(cause)
                    + " The credentials were not refused.";
        }
        if (error.isEmpty() && (webPage || status / 100 == 2 || status == 404 || status == 405)) {
            return org.stranger(status);
        }
        return "Salesforce refused the login: " + status + said + ". " + cause.words(flow);
    }

    private String unavailable(LoginError cause) {
        if (cause == LoginError.TOO_OFTEN || cause == LoginError.OWN_ERROR) {
            return cause.words(Authentication.CLIENT_CREDENTIALS);
        }
        return status == 420 || status == 429 ? HttpStatus.words(status) : ErrorCode.UNAVAILABLE.words();
    }
}
