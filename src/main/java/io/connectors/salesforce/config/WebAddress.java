package io.connectors.salesforce.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for addresses that secrets are sent to. */
public final class WebAddress {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)+0*1]");
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
        if (address.getHost() == null || address.getPort() > HIGHEST_PORT) {
            return Optional.of("has no valid host or port. Write it like https://host.example.");
        }
        if (scheme.equals("http") && !loopback(address.getHost())) {
            return Optional.of("would carry secrets in clear. Write https://; http:// is for this machine only.");
        }
        return address.getRawFragment() == null
                ? Optional.empty()
                : Optional.of("has a fragment. Remove everything from the # on.");
    }

    /** Whether a host is this machine, by its name or address. */
    public static boolean loopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
