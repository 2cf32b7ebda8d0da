package io.connectors.salesforce.simulator.platform;

import io.connectors.salesforce.simulator.ServerAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a simulated platform starts.
 *
 * @param address where it listens
 * @param token the bearer it accepts, beside those its token endpoint hands out
 * @param clientId for client credentials
 * @param clientSecret for client credentials
 * @param kept the file that keeps its batches over a restart; without one they end with the process
 */
public record PlatformOptions(
        ServerAddress address, String token, String clientId, String clientSecret, Optional<Path> kept) {

    /** On a free port of this machine, with the token {@code demo-platform-token}. */
    public static PlatformOptions free() {
        return on(0);
    }

    /** On a port of this machine, with the token {@code demo-platform-token}. */
    public static PlatformOptions on(int port) {
        return at(ServerAddress.loopback(port));
    }

    /** At an address, with the token {@code demo-platform-token}. */
    public static PlatformOptions at(ServerAddress address) {
        return new PlatformOptions(
                address, "demo-platform-token", "demo-client", "demo-client-secret", Optional.empty());
    }

    /** The same, keeping its batches in a file. */
    public PlatformOptions keeping(Path file) {
        return new PlatformOptions(address, token, clientId, clientSecret, Optional.of(file));
    }
}
