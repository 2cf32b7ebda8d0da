package io.connectors.salesforce.config.net;

import io.connectors.salesforce.config.Secret;
import io.connectors.salesforce.config.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The HTTP proxy that requests of this process go through, if there is one.
 *
 * @param url scheme http, host and port; empty where requests go straight to their address
 * @param login what the proxy is shown, as Basic authentication
 * @param except hosts that are asked straight, in lower case: a name or an address, or {@code *.example.com} for all below
 */
public record WebProxy(Optional<URI> url, Optional<Login> login, List<String> except) {
    /** No proxy at all. */
    public static final WebProxy NONE = new WebProxy(Optional.empty(), Optional.empty(), List.of());

    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]*)|\\[?[0-9a-f:.]+]?");

    /** Name and password for the proxy alone. */
    public record Login(String username, Secret password) {}

    /**
     * As the settings {@code proxy.*} say.
     *
     * @throws IllegalArgumentException with setting and remedy if they make no proxy
     */
    public static WebProxy of(String url, String username, String password, String except) {
        if (url.isEmpty()) {
            return NONE;
        }
        if (username.indexOf(':') >= 0 || (username + password).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "proxy.username or proxy.password is not allowed: Basic authentication takes no colon in a name and no"
                            + " control characters.");
        }
        Optional<Login> login =
                username.isEmpty() ? Optional.empty() : Optional.of(new Login(username, new Secret(password)));
        return new WebProxy(Optional.of(address(url)), login, hosts(except));
    }

    /** The address may hold a password, so no message shows it. */
    private static URI address(String text) {
        try {
            URI address = new URI(text.replaceFirst("/$", ""));
            if ("http".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawPath().isEmpty()
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && address.getPort() <= 65_535) {
                return address.getPort() >= 0 ? address : URI.create("http://" + address.getHost() + ":80");
            }
        } catch (URISyntaxException wrong) {
            // said below
        }
        throw new IllegalArgumentException(
                "proxy.url is not allowed: it is not the http address of a proxy. Write it like"
                        + " http://proxy.example:3128, with the login in proxy.username and proxy.password, or leave it empty.");
    }

    private static List<String> hosts(String except) {
        List<String> hosts = Arrays.stream(except.split("[,\\s]+"))
                .filter(host -> !host.isEmpty())
                .map(WebProxy::bare)
                .toList();
        hosts.stream().filter(host -> !HOST.matcher(host).matches()).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException("proxy.except is not allowed: " + OneLine.of(wrong)
                    + " is not a host. Write names, or *.example.com for all below, separated by commas.");
        });
        return hosts;
    }

    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }

    /** The proxy that requests to an address go through; empty where they go straight. */
    public Optional<URI> towards(URI target) {
        return url.filter(proxy -> WebAddress.host(target) != null && !straight(bare(WebAddress.host(target))));
    }

    /** What no message may show. */
    public List<String> secrets() {
        return login.map(shown -> List.of(
                        shown.password().value(),
                        shown.username() + ":" + shown.password().value()))
                .orElse(List.of());
    }

    private boolean straight(String host) {
        return WebAddress.loopback(host)
                || except.stream()
                        .anyMatch(each -> each.startsWith("*.")
                                ? host.endsWith(each.substring(1))
                                : host.equals(each) || host.equals("[" + each + "]"));
    }
}
