package io.connectors.salesforce.server;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;

/**
 * Vert.x for one HTTP server of Camel's, which can be given no options: HTTP/1.1 alone, so many connections at once, and each of
 * them with {@link ConnectionLimits}. A server of its own has threads of its own, so health answers though the console is busy.
 */
public final class BoundedHttp extends VertxWrapper {
    static final int MOST_CONNECTIONS = 500;
    private static final String BEAN = "vertx";
    private static final int LONGEST_ADDRESS = 8 << 10;
    private static final int LONGEST_HEAD = 16 << 10;
    private static final int SECONDS_TO_CLOSE = 10;

    private final AtomicInteger connections = new AtomicInteger();

    private BoundedHttp(VertxInternal vertx) {
        super(vertx);
    }

    /** Starts one of Camel's HTTP servers, which ends with the connector server. */
    public static void start(Service http, ConnectorServer server) throws Exception {
        CamelContext context = server.context();
        Vertx vertx = new BoundedHttp((VertxInternal) Vertx.vertx());
        server.closing(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS_TO_CLOSE, TimeUnit.SECONDS));
        // the server looks for one when it is made
        context.getRegistry().bind(BEAN, Vertx.class, vertx);
        try {
            context.addService(http);
        } finally {
            context.getRegistry().unbind(BEAN);
        }
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LONGEST_ADDRESS + 64)
                .setMaxHeaderSize(LONGEST_HEAD);
        return super.createHttpServer(options).connectionHandler(this::opened);
    }

    private void opened(HttpConnection connection) {
        HttpServerConnection accepted = (HttpServerConnection) connection;
        Channel channel = accepted.channel();
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            channel.close();
        } else {
            channel.pipeline().addBefore(accepted.channelHandlerContext().name(), "limits", new ConnectionLimits());
        }
    }
}
