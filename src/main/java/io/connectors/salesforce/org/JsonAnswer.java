package io.connectors.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers of Salesforce that are one JSON object. */
final class JsonAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswer() {}

    /**
     * @param what begins the sentence where it is none
     * @param body as it came; may be null
     * @throws OrgFailure if it is no JSON object, or not the whole of one
     */
    static JsonNode read(String what, byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body == null ? new byte[0] : body);
            if (answer.isObject()) {
                return answer;
            }
            throw unreadable(what, body, null);
        } catch (IOException cut) {
            throw unreadable(what, body, cut);
        }
    }

    /** What there is to say of an answer that cannot be read. */
    static OrgFailure unreadable(String what, byte[] body, Throwable cause) {
        String start = body == null ? "" : new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
        String nothing = " Nothing was sent and nobody is removed.";
        if (start.isBlank()) {
            return new OrgFailure(
                    what + " is empty." + nothing + " Check salesforce.url, and any proxy between.", cause);
        }
        return new OrgFailure(
                start.replace("\uFEFF", "").stripLeading().startsWith("<")
                        ? what
                                + " is a web page, not data: another web server, a login page or a proxy may answer in its"
                                + " place." + nothing + " Check salesforce.url, and any proxy between."
                        : what + " is cut off or not the JSON it should be, so the read is not complete." + nothing
                                + " Run the connector again; if it fails again, check salesforce.url.",
                cause);
    }
}
