package io.connectors.salesforce.run;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one user of a connector at its present platform.
 *
 * @param fingerprint of the document the platform has acknowledged; absent where it has acknowledged none
 * @param sent whether the platform has, or may have, the user
 * @param acknowledged whether it has acknowledged the user, in this form or an earlier one
 * @param missingRuns sealed runs in a row that did not see the user
 * @param refusal of the platform, if the last attempt was one
 */
public record Standing(
        Optional<Fingerprint> fingerprint,
        boolean sent,
        boolean acknowledged,
        int missingRuns,
        Optional<Refusal> refusal) {
    /** Bytes that compare by value. */
    public record Fingerprint(ByteBuffer bytes) {
        public static Fingerprint of(byte[] bytes) {
            return new Fingerprint(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
        }
    }

    /**
     * A refusal by the platform.
     *
     * @param fingerprint of the refused document
     * @param retryAt when it is sent again unchanged
     */
    public record Refusal(Optional<Fingerprint> fingerprint, String code, String message, Instant retryAt) {}
}
