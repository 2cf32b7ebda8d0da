package io.connectors.salesforce.config.net;

import io.connectors.salesforce.config.Causes;
import io.connectors.salesforce.config.TlsRefusal;
import io.connectors.salesforce.config.WebAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody this process sends requests to, and the words for what can go wrong on the way. Every text is cause and remedy; an
 * address in it has scheme, host, port and path, never a query.
 *
 * @param name begins a sentence, as in {@code The platform}
 * @param address where requests go
 * @param option the key people change where the address is wrong, as in {@code platform.url}
 * @param timeout the setting that says how long an answer may take
 * @param proxy what requests may have to pass
 */
public record Peer(String name, URI address, String option, String timeout, WebProxy proxy) {

    /** The same where a request went to an address of its own. */
    public Peer at(URI place) {
        return new Peer(name, place, option, timeout, proxy);
    }

    /** Why no answer came that could be read, and what to do. */
    public String silent(Throwable failure) {
        Optional<URI> between = proxy.towards(address);
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof ProxyRefused refused && between.isPresent()) {
                return refused(refused, between.get());
            }
        }
        Optional<String> tls = TlsRefusal.explain(failure, name);
        if (tls.isPresent()) {
            return tls.get();
        }
        Silence silence = Silence.of(failure);
        return between.map(address -> through(silence, address)).orElseGet(() -> words(silence));
    }

    private String refused(ProxyRefused answer, URI between) {
        String what = "The proxy " + place(between) + " (proxy.url) answered " + answer.status() + ", so " + name(true)
                + " was not reached. ";
        return what
                + switch (answer.status()) {
                    // tinyproxy answers 401 to a wrong login
                    case 401, 407 -> "It asks for a login: check proxy.username and proxy.password.";
                    case 502, 503, 504 ->
                        "It could not reach " + place() + ": check " + option + ", and the proxy's own way out.";
                    default ->
                        "It does not let requests pass to " + place() + ": have it allowed there, check " + option
                                + ", or name the host in proxy.except if it can be reached without.";
                };
    }

    private String through(Silence silence, URI between) {
        String remedy = "Check proxy.url, or name " + host() + " in proxy.except if it can be reached without.";
        String proxied = "The proxy " + place(between) + " (proxy.url) ";
        return switch (silence) {
            case REFUSED -> proxied + "refused the connection, so " + name(true) + " was not reached. " + remedy;
            case UNKNOWN_HOST ->
                "The proxy's host name " + between.getHost() + " (proxy.url) is unknown, so " + name(true)
                        + " was not reached. " + remedy;
            case NO_ROUTE, NOT_CONNECTED -> proxied + "could not be reached, nor " + name(true) + ". " + remedy;
            default -> words(silence) + " It was asked through the proxy " + place(between) + " (proxy.url).";
        };
    }

    private String words(Silence silence) {
        return switch (silence) {
            case REFUSED ->
                unreachable("refused the connection: nothing listens there, or a firewall refuses it")
                        + "Check host and port of " + option + ", and that it runs.";
            case UNKNOWN_HOST ->
                name + " could not be reached: the host name " + host() + " is unknown. Check " + option
                        + " for a typing error, and the DNS of this machine.";
            case NO_ROUTE ->
                unreachable("cannot be reached from this machine's network") + "Check the network and " + option
                        + "; if requests have to pass a proxy, set proxy.url.";
            case NOT_CONNECTED ->
                unreachable("accepted no connection in time; a firewall may drop it") + "Check host and port of "
                        + option + "; if requests have to pass a proxy, set proxy.url.";
            case LATE ->
                name + " gave no whole answer within " + timeout + "; nothing of it is used. Check " + option
                        + ", or raise " + timeout + ".";
            case NOT_TLS ->
                name + " does not speak TLS at " + place() + ", so nothing was sent. Check the port of " + option
                        + ", and whether it begins with https:// rightly.";
            case NOT_HTTP ->
                name + "'s answer breaks the rules of HTTP (" + place()
                        + "); nothing of it is used. Check scheme, host and port" + " of " + option
                        + ", and what lies between, such as a proxy.";
            case NOT_UNPACKED ->
                name + "'s answer is not compressed as it claims to be, or damaged; nothing of it is used. Check "
                        + option + ", and any proxy between.";
            case BROKEN_OFF ->
                "The connection broke off, or " + name(true) + "'s answer is not whole (" + place()
                        + "); nothing of it is used. If this happens often, check the network and " + option + ".";
        };
    }

    private String unreachable(String why) {
        return name + " could not be reached: " + place() + " " + why + ". ";
    }

    /** The name within a sentence. */
    private String name(boolean within) {
        return within && name.startsWith("The ")
                ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)
                : name;
    }

    /**
     * An answer that sends requests elsewhere: they are not sent there, as they carry credentials.
     *
     * @param location of the answer, as it came; may be null
     */
    public String moved(int status, String location) {
        Optional<URI> target = target(location);
        String what = name + " answered " + status + " (moved)";
        if (target.isEmpty()) {
            return what + " without a new address. Nothing was sent anywhere else. Check " + option + ".";
        }
        return what + ": its new address is " + (secretPath() ? origin(target.get()) : shown(target.get()))
                + ". It was not followed, as the request carries credentials. If that address is right, change "
                + option + " to " + suggested(target.get()) + ".";
    }

    private Optional<URI> target(String location) {
        try {
            return Optional.ofNullable(location)
                    .map(text -> address.resolve(text.trim()))
                    .filter(target -> WebAddress.host(target) != null);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** As it stands in the file: an address below which paths are appended, or the whole. */
    private String suggested(URI target) {
        return option.equals("salesforce.url") || secretPath()
                ? origin(target)
                : shown(target).replaceFirst("/connectors/[^/]+/users/batch$", "");
    }

    /** Whoever has the path of a webhook may post to it. */
    private boolean secretPath() {
        return option.equals("notify.webhook");
    }

    /** Something answers that is not it. */
    public String stranger(int status) {
        return "What answers at " + place() + " (status " + status + ") is not " + name(true)
                + ": it may be another web server, a login page or a proxy. Check " + option + ".";
    }

    private String host() {
        return WebAddress.host(address);
    }

    /** Host and port. */
    public String place() {
        return place(address);
    }

    private static String place(URI address) {
        int port = address.getPort() >= 0 ? address.getPort() : "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
        return WebAddress.host(address) + ":" + port;
    }

    private static String origin(URI target) {
        return target.getScheme() + "://" + WebAddress.host(target)
                + (target.getPort() < 0 ? "" : ":" + target.getPort());
    }

    private static String shown(URI target) {
        return OneLine.of(origin(target) + (target.getRawPath() == null ? "" : target.getRawPath()));
    }
}
