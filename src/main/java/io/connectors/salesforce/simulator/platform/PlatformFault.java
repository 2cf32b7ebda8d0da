package io.connectors.salesforce.simulator.platform;

/**
 * Something that goes wrong, once or often.
 *
 * @param nth of the batches from now on, 1 is the next; 0 counts as 1
 * @param times how many batches, -1 for all that follow; 0 counts as 1
 * @param status of the answer, where the kind has one; 0 counts as 503
 * @param sourceId the user meant, where the kind needs one; null for the first of the batch
 * @param retryAfter of the answer, or null
 * @param code of a rejection
 * @param message of a rejection or a refusal
 */
public record PlatformFault(
        Kind kind, int nth, int times, int status, String sourceId, String retryAfter, String code, String message) {
    /** What goes wrong. */
    public enum Kind {
        /** Answers a status and applies nothing. */
        STATUS,
        /** Applies the batch and closes the connection without an answer. */
        APPLY_THEN_DROP,
        /** Applies the batch and answers a status. */
        APPLY_THEN_STATUS,
        /** Closes the connection and applies nothing. */
        DROP_BEFORE,
        /** Rejects one user within an ordinary answer. */
        REJECT_USER,
        /** Puts one user off within an ordinary answer. */
        DEFER_USER,
        /** Refuses every batch with one user in it as a whole. */
        POISON,
        /** Answers in another order. */
        SHUFFLE_RESULTS,
        /** Applies the batch and leaves one user's result out. */
        DROP_RESULT,
        /** Adds a result for a user nobody asked about. */
        UNKNOWN_RESULT,
        /** Applies the batch and answers HTML with status 200. */
        GARBAGE
    }

    public PlatformFault {
        status = status == 0 ? 503 : status;
    }

    /** The next batch, once. */
    public static PlatformFault once(Kind kind) {
        return new PlatformFault(kind, 1, 1, 503, null, null, null, null);
    }

    /** Every batch from now on. */
    public static PlatformFault always(Kind kind) {
        return new PlatformFault(kind, 1, -1, 503, null, null, null, null);
    }

    public PlatformFault withStatus(int value) {
        return new PlatformFault(kind, nth, times, value, sourceId, retryAfter, code, message);
    }

    public PlatformFault withUser(String value) {
        return new PlatformFault(kind, nth, times, status, value, retryAfter, code, message);
    }

    public PlatformFault withNth(int value) {
        return new PlatformFault(kind, value, times, status, sourceId, retryAfter, code, message);
    }

    public PlatformFault withTimes(int value) {
        return new PlatformFault(kind, nth, value, status, sourceId, retryAfter, code, message);
    }

    public PlatformFault withRetryAfter(String value) {
        return new PlatformFault(kind, nth, times, status, sourceId, value, code, message);
    }

    public PlatformFault withMessage(String value) {
        return new PlatformFault(kind, nth, times, status, sourceId, retryAfter, code, value);
    }
}
