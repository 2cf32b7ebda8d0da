package io.connectors.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.org.answer.NoSession;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * The answer of an org's token endpoint, checked before camel-salesforce takes it. What that one cannot use it keeps, and every
 * later request fails with it; some of it would be an exception in a thread of the HTTP client, where nobody sees it.
 */
final class LoginAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A request has to hold the token and a query. */
    private static final int LONGEST_TOKEN = 8 << 10;

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern IDENTITY = Pattern.compile("id/[A-Za-z0-9]{18}(/|$)");

    private LoginAnswer() {}

    /**
     * @param origin of the configured org
     * @throws LoginRefused if it gives out no session
     * @throws OrgFailure if it gives out one that cannot be used
     */
    static void check(int status, String body, Origin origin) throws LoginRefused {
        JsonNode answer = json(body);
        if (status != 200) {
            throw new LoginRefused(NoSession.read(status, body));
        }
        String token = text(answer, "access_token");
        if (!answer.isObject() || token == null && answer.has("error")) {
            throw new LoginRefused(NoSession.read(status, body));
        }
        if (token == null || !TOKEN.matcher(token).matches()) {
            throw unusable("it has no access_token; check that salesforce.url is the address of the org");
        }
        if (token.length() > LONGEST_TOKEN) {
            throw unusable("its access_token is longer than " + LONGEST_TOKEN + " characters");
        }
        String identity = text(answer, "id");
        if (identity == null || !IDENTITY.matcher(identity).find()) {
            throw unusable("its id does not name the org");
        }
        instance(text(answer, "instance_url"), origin);
    }

    private static JsonNode json(String body) {
        try {
            JsonNode answer = JSON.readTree(body == null ? "" : body);
            return answer == null ? JSON.missingNode() : answer;
        } catch (IOException other) {
            return JSON.missingNode();
        }
    }

    private static String text(JsonNode answer, String key) {
        return answer.path(key).textValue();
    }

    private static void instance(String url, Origin origin) {
        if (url == null || url.isEmpty()) {
            throw unusable("it has no instance_url");
        }
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException malformed) {
            throw unusable("its instance_url is not a valid address");
        }
        if (address.getHost() == null || address.getScheme() == null) {
            throw unusable("its instance_url is not a valid address");
        }
        if (!origin.trusts(address)) {
            throw refused(address);
        }
        if (!address.getRawPath().matches("/?") || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw unusable("its instance_url has more than scheme, host and port");
        }
    }

    private static OrgFailure unusable(String why) {
        return new OrgFailure(
                "Refused: Salesforce's answer to the login cannot be used, as " + why + ". Nothing else was sent.");
    }

    /** A request, or all of a session, that would go to an address which is not the org's. */
    static OrgFailure refused(URI address) {
        return new OrgFailure("Refused: a request was to go to " + address.getScheme() + "://" + address.getHost()
                + ", which is neither the configured Salesforce URL nor a host of Salesforce."
                + " Nothing was sent there. If the org has moved, set salesforce.url to its My Domain address.");
    }
}
