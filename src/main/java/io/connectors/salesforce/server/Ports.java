package io.connectors.salesforce.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports this process listens on. */
public final class Ports {
    private Ports() {}

    /**
     * Tries a port before an HTTP server takes it, which would only log that it is taken.
     *
     * @param what the settings' name: {@code <what>.host}, {@code <what>.port}
     * @throws IllegalArgumentException if it cannot be listened on
     */
    public static void free(String what, String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException | IllegalArgumentException taken) {
            throw new IllegalArgumentException(
                    what + ".host = " + host + ", " + what + ".port = " + port + " cannot be listened on ("
                            + taken.getMessage() + "). Stop what uses it, or set another " + what + ".port.",
                    taken);
        }
    }
}
