package io.connectors.salesforce.simulator.platform;

/**
 * How a simulated platform starts.
 *
 * @param port 0 for a free one
 * @param token the bearer it accepts, beside those its token endpoint hands out
 * @param clientId for client credentials
 * @param clientSecret for client credentials
 */
public record PlatformOptions(int port, String token, String clientId, String clientSecret) {

    /** On a free port, with the token {@code demo-platform-token}. */
    public static PlatformOptions free() {
        return on(0);
    }

    /** On a port, with the token {@code demo-platform-token}. */
    public static PlatformOptions on(int port) {
        return new PlatformOptions(port, "demo-platform-token", "demo-client", "demo-client-secret");
    }
}
