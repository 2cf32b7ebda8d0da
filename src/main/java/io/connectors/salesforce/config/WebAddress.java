package io.connectors.salesforce.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for addresses that secrets are sent to. */
public final class WebAddress {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)+0*1]");
    private static final Pattern UNDERSCORED =
            Pattern.compile("(?=[^:]*_)([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)(?::([0-9]{1,5}))?");
    private static final String NO_HOST = "has no valid host or port. Write it like https://host.example.";
    private static final String SPELLED = "-x5f-";
    /** No host of the world ends so (RFC 2606). */
    private static final String STAND_IN = "-underscored.invalid";

    private static final int HIGHEST_PORT = 65_535;

    private WebAddress() {}

    /** The same address without trailing slashes, its scheme in lower case as Camel wants it. */
    static URI of(String text) {
        int scheme = Math.max(0, text.indexOf(':'));
        return URI.create(text.substring(0, scheme).toLowerCase(Locale.ROOT)
                + text.substring(scheme).replaceFirst("/+$", ""));
    }

    /** What is wrong with an address below which paths are appended. */
    static Optional<String> baseFault(String text) {
        return fault(text)
                .or(() -> URI.create(text).getRawQuery() == null
                        ? Optional.empty()
                        : Optional.of("has a query. Remove everything from the question mark on."));
    }

    /** What is wrong with an address of scheme, host and port alone. */
    static Optional<String> originFault(String text) {
        return baseFault(text)
                // no org has an underscore in its name, and the guard of its token compares hosts as java.net.URI sees
                // them
                .or(() -> URI.create(text).getHost() == null ? Optional.of(NO_HOST) : Optional.empty())
                .or(() -> of(text).getRawPath().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "has a path. Write scheme and host only, such as https://acme.my.salesforce.com."));
    }

    /** What is wrong with any address. */
    static Optional<String> fault(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException wrong) {
            return Optional.of("is not an address. Write it like https://host.example.");
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.of("does not begin with https://. Write it like https://host.example.");
        }
        if (address.getRawUserInfo() != null
                || String.valueOf(address.getRawAuthority()).contains("@")) {
            return Optional.of("has a user or password in it. Remove everything up to the @.");
        }
        String host = host(address);
        if (host == null || port(address) > HIGHEST_PORT) {
            return Optional.of(NO_HOST);
        }
        if (scheme.equals("http") && !loopback(host)) {
            return Optional.of("would carry secrets in clear. Write https://; http:// is for this machine only.");
        }
        return address.getRawFragment() == null
                ? Optional.empty()
                : Optional.of("has a fragment. Remove everything from the # on.");
    }

    /** The host of an address, also one with an underscore, which java.net.URI takes for none; null without one. */
    public static String host(URI address) {
        Matcher underscored = UNDERSCORED.matcher(String.valueOf(address.getRawAuthority()));
        if (address.getHost() != null) {
            return real(address.getHost());
        }
        return underscored.matches() ? underscored.group(1) : null;
    }

    private static int port(URI address) {
        Matcher underscored = UNDERSCORED.matcher(String.valueOf(address.getRawAuthority()));
        return address.getHost() == null && underscored.matches() && underscored.group(2) != null
                ? Integer.parseInt(underscored.group(2))
                : address.getPort();
    }

    /** An address under whose host it passes through whatever allows no underscore; {@link #real} brings that back. */
    static URI standIn(URI address) {
        String host = host(address);
        return host == null || address.getHost() != null
                ? address
                : URI.create(
                        address.toString().replaceFirst(Pattern.quote(host), host.replace("_", SPELLED) + STAND_IN));
    }

    /** The host that a stand-in is for; any other is itself. */
    public static String real(String host) {
        return host.endsWith(STAND_IN)
                ? host.substring(0, host.length() - STAND_IN.length()).replace(SPELLED, "_")
                : host;
    }

    /** Whether a host is this machine, by its name or address. */
    public static boolean loopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
