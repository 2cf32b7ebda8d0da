package io.connectors.salesforce.org.answer;

import java.util.Set;

/** What an HTTP status of Salesforce means where its answer has no error code that is known. */
public final class HttpStatus {
    private static final Set<Integer> PASSING = Set.of(406, 408, 420, 425, 429, 500, 502, 503, 504);

    private HttpStatus() {}

    /** Whether asking the same again a moment later may help. */
    public static boolean passing(int status) {
        return PASSING.contains(status);
    }

    /** Cause and remedy. */
    public static String words(int status) {
        return switch (status) {
            case 400 ->
                "Salesforce does not understand the request. Check the connector's where, the mapping's source attributes"
                        + " and salesforce.apiVersion.";
            case 401 -> ErrorCode.SESSION_REFUSED.words();
            case 403 ->
                "Salesforce refuses the request. Check the rights of the connector's user (API Enabled, View All Users).";
            case 404 -> ErrorCode.NOTHING_THERE.words();
            case 410 -> ErrorCode.VERSION_RETIRED.words();
            case 413, 414, 431 ->
                "The request is longer than Salesforce accepts (16,384 bytes). Map fewer fields, or shorten where.";
            case 420 ->
                "Salesforce does not know this host, or cannot route to the org yet. Check salesforce.url; if the org was"
                        + " just made, moved or restored, wait some minutes.";
            case 429 -> "Salesforce was asked too often in a short time. Run the connector less often.";
            case 500 -> ErrorCode.OWN_ERROR.words();
            case 406, 408, 425, 502, 503, 504 -> ErrorCode.UNAVAILABLE.words();
            default ->
                status / 100 == 5
                        ? ErrorCode.OWN_ERROR.words()
                        : "Check salesforce.url, and whether something between changes the requests, such as a proxy.";
        };
    }
}
