package io.connectors.salesforce.simulator.platform;

import java.util.List;

/**
 * A batch as it came in.
 *
 * @param key its Idempotency-Key
 * @param body the content, byte for byte, as text
 * @param status of the answer; 0 where the connection was closed without one
 * @param applied whether it changed what the platform keeps; a replayed one does not
 * @param answer its content as it went out, or was to go out; empty where the connection was closed without one
 */
public record PlatformRequest(
        String connector,
        String run,
        String key,
        String body,
        List<Op> operations,
        int status,
        boolean applied,
        String answer) {
    /** One user's part in it. */
    public record Op(String op, String sourceId, String reason) {}
}
