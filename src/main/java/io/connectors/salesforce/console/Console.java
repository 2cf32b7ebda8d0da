package io.connectors.salesforce.console;

import io.connectors.salesforce.server.BoundedHttp;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.Ports;
import io.connectors.salesforce.server.Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.Optional;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API and the console over HTTP, beside a running connector server. It ends with that one. */
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final int SHORTEST = 16;
    private static final long MOST_BYTES = 1 << 20;

    private final URI address;
    private final String token;
    private final boolean configured;

    private Console(URI address, String token, boolean configured) {
        this.address = address;
        this.token = token;
        this.configured = configured;
    }

    /**
     * Opens it at {@code console.host} and {@code console.port}.
     *
     * @throws IllegalArgumentException if that address cannot be had
     */
    public static Console open(ConnectorServer server) {
        Settings settings = server.settings();
        check(settings);
        String host = settings.text("console.host");
        int port = settings.number("console.port", 1);
        Ports.free("console", host, port);
        Optional<String> configured = configured(settings);
        String token = configured.orElseGet(() -> KeptToken.of(settings.beside("token")));
        if (!Ports.local(host)) {
            LOG.warn(
                    "console.host = {}: other machines reach the console and its API, without TLS. Put a proxy with TLS"
                            + " in front.",
                    host);
        }
        try {
            MainHttpServer http = new MainHttpServer();
            http.setCamelContext(server.context());
            http.setHost(host);
            http.setPort(port);
            http.setPath("/");
            http.setMaxBodySize(MOST_BYTES);
            http.setFileUploadEnabled(false);
            BoundedHttp.start(http, server);
            server.context().getRegistry().bind("api", new Api(server));
            Router router = http.getRouter();
            router.route()
                    .order(-2)
                    .handler(new Border(ConsoleFiles.read(server.context()), Ports.answeredHosts(host), token))
                    .failureHandler(Border::failed);
            router.route(HttpMethod.GET, "/api" + Events.TEMPLATE.replace("{run}", ":run"))
                    .order(-1)
                    .handler(new Events(server));
            server.load("api");
            router.route().last().handler(Border::notFound);
        } catch (Exception failed) {
            throw new IllegalStateException("The console did not start: " + failed.getMessage(), failed);
        }
        return new Console(address(host, port), token, configured.isPresent());
    }

    /**
     * Looks at the settings before anything starts.
     *
     * @throws IllegalArgumentException if the configured token is too easy to guess for where the console listens
     */
    public static void check(Settings settings) {
        String host = settings.text("console.host");
        configured(settings)
                .filter(token -> token.codePointCount(0, token.length()) < SHORTEST && !Ports.local(host))
                .ifPresent(weak -> {
                    throw new IllegalArgumentException(
                            "console.token has fewer than " + SHORTEST
                                    + " characters, which is too few where other machines reach the console (console.host = "
                                    + host
                                    + "). Make a longer one, such as by openssl rand -hex 24, or set console.host = 127.0.0.1.");
                });
    }

    /** Without blanks at its ends, as no header can carry them. */
    private static Optional<String> configured(Settings settings) {
        return Optional.of(settings.text("console.token").strip()).filter(token -> !token.isEmpty());
    }

    private static URI address(String host, int port) {
        String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return URI.create("http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port + "/");
    }

    /** Where it is; a browser on this machine finds it there. */
    public URI address() {
        return address;
    }

    /** The token requests need. */
    public String token() {
        return token;
    }

    /** The address to print: with the token in its fragment, unless it is a configured one. */
    public String invitation() {
        return configured ? address.toString() : address + "#token=" + token;
    }
}
