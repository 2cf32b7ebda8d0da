package io.connectors.salesforce.platform;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A token endpoint on loopback: its tokens are token-1, token-2 and so on, until it is told to answer something else. */
final class TokenEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final List<String> forms = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer;

    TokenEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String text = answer == null ? "{\"access_token\":\"token-" + forms.size() + "\"}" : answer;
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/token");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    void answers(int code, String body) {
        status = code;
        answer = body;
    }

    /** The body of each request. */
    List<String> forms() {
        return forms;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
