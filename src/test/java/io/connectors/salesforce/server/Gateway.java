package io.connectors.salesforce.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server, and answers some requests in its stead. */
final class Gateway implements AutoCloseable {
    private final HttpServer server;
    private final String behind;
    private final String part;
    private final Answer answer;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger through = new AtomicInteger();

    /** Writes head and body of an answer. */
    interface Answer {
        void write(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /**
     * @param behind address of the server
     * @param part of the path and query of the requests to answer here
     */
    Gateway(String behind, String part, Answer answer) throws IOException {
        this.behind = behind.replaceFirst("(http://[^/]+).*", "$1");
        this.part = part;
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** In place of scheme, host and port of the server behind. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets so many of the next requests through that would be answered here. */
    Gateway through(int requests) {
        through.set(requests);
        return this;
    }

    /** How many requests were answered here. */
    int answered() {
        return answered.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (exchange.getRequestURI().toString().contains(part)
                    && through.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                answered.incrementAndGet();
                answer.write(exchange);
            } else {
                handOn(exchange, body);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Authorization", "Content-Type", "Idempotency-Key", "X-Run-Id"}) {
            if (exchange.getRequestHeaders().containsKey(header)) {
                request.header(header, exchange.getRequestHeaders().getFirst(header));
            }
        }
        HttpResponse<byte[]> from = client.send(request.build(), BodyHandlers.ofByteArray());
        from.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(from.statusCode(), from.body().length == 0 ? -1 : from.body().length);
        exchange.getResponseBody().write(from.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
