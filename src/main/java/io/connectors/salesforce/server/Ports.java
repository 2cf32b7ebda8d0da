package io.connectors.salesforce.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ports this process listens on. */
public final class Ports {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost\\.?|127(\\.\\d{1,3}){3}|\\[::1]|\\[(0+:){7}0*1]");

    private Ports() {}

    /** Whether only this machine reaches what listens on a host. */
    public static boolean local(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException nobody) {
            return false;
        }
    }

    /**
     * Which values of the header Host are answered: while only loopback is listened on, a request that names another host comes
     * from a web page whose name was changed to mean this machine.
     *
     * @param host that is listened on
     */
    public static Predicate<String> answeredHosts(String host) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                return named -> true;
            }
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(host + " is no address of this machine", unknown);
        }
        return named -> {
            String name = named == null
                    ? host
                    : named.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
            return name.equals(host.toLowerCase(Locale.ROOT))
                    || LOOPBACK.matcher(name).matches();
        };
    }

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
