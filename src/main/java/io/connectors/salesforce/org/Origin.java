package io.connectors.salesforce.org;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port of an address: what may be handed a token. */
record Origin(String scheme, String host, int port) {

    static Origin of(URI address) {
        String scheme = lower(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, lower(address.getHost()), port);
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /** Whether a token of the org configured here may go to an address. */
    boolean trusts(URI address) {
        Origin other = of(address);
        boolean salesforce = other.host.endsWith(".salesforce.com") || other.host.endsWith(".force.com");
        return address.getUserInfo() == null
                && (equals(other) || salesforce && other.scheme.equals("https") && other.port == 443);
    }
}
