package io.connectors.salesforce.simulator.org;

/**
 * Something that goes wrong at Salesforce.
 *
 * @param match part of the request's path and decoded query; null for every request but for tokens
 * @param nth of the requests that match from now on, 1 is the next; 0 counts as 1
 * @param times how many of them, -1 for all that follow; 0 counts as 1
 * @param status of the answer, where the kind has one; 0 counts as 503
 * @param errorCode of the answer, or null
 * @param message of the answer, or null
 * @param delayMs before the first byte
 * @param url where the kind has one
 */
public record OrgFault(
        Kind kind,
        String match,
        int nth,
        int times,
        int status,
        String errorCode,
        String message,
        int delayMs,
        String url) {
    /** What goes wrong. */
    public enum Kind {
        /** Answers a status: JSON, but HTML for 420, 431 and 502, and nothing for 406. */
        STATUS,
        /** Waits before the first byte. */
        SLOW,
        /** Sends half the body and then nothing, for delayMs. */
        STALL,
        /** Closes the connection in the middle of the body. */
        RESET,
        /** The same, where the length was announced. */
        TRUNCATE,
        /** Half the JSON, with the length of that half. */
        CUT_JSON,
        /** Status 200 and nothing. */
        EMPTY,
        /** Status 200 and a page for people. */
        HTML,
        /** A page with one record less. */
        DROP_RECORD,
        /** A page without records. */
        DROP_PAGE,
        /** The page says it is the last. */
        FLIP_DONE,
        /** The page names no next one. */
        DROP_NEXT,
        /** The page before once more. */
        REPEAT_PAGE,
        /** The page's first record twice. */
        DUPLICATE_RECORD,
        /** Another totalSize: one more. */
        TOTAL_SIZE,
        /** The next page is at url. */
        NEXT_URL,
        /** 302 to url. */
        REDIRECT,
        /** The token has expired: every one handed out so far. */
        EXPIRE_TOKEN
    }

    public OrgFault {
        status = status == 0 ? 503 : status;
    }

    /** The nth request that matches, once. */
    public static OrgFault on(Kind kind, String match, int nth) {
        return new OrgFault(kind, match, nth, 1, 503, null, null, 0, null);
    }

    /** This one and all that follow. */
    public OrgFault forEver() {
        return withTimes(-1);
    }

    public OrgFault withTimes(int value) {
        return new OrgFault(kind, match, nth, value, status, errorCode, message, delayMs, url);
    }

    public OrgFault withStatus(int value, String code, String text) {
        return new OrgFault(kind, match, nth, times, value, code, text, delayMs, url);
    }

    public OrgFault withDelayMs(int value) {
        return new OrgFault(kind, match, nth, times, status, errorCode, message, value, url);
    }

    public OrgFault withUrl(String value) {
        return new OrgFault(kind, match, nth, times, status, errorCode, message, delayMs, value);
    }
}
