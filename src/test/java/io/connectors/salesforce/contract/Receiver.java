package io.connectors.salesforce.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A bare server that writes down what it is sent, and answers by a rule. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Function<Call, Reply> rule;

    /** @param body null where it is not JSON */
    record Call(Instant at, String method, String path, Map<String, String> headers, String content, JsonNode body) {

        String key() {
            return headers.get("idempotency-key");
        }

        List<String> users() {
            return body.findValuesAsText("sourceId");
        }
    }

    /** @param retryAfter null for none */
    record Reply(int status, String body, String retryAfter) {

        static Reply of(int status, String message) {
            return new Reply(status, "{\"error\":{\"code\":\"no\",\"message\":\"" + message + "\"}}", null);
        }

        /** Every user of a batch with one status. */
        static Reply all(Call call, String status) {
            String results = call.users().stream()
                    .map(user -> "{\"sourceId\":\"" + user + "\",\"status\":\"" + status + "\"}")
                    .collect(Collectors.joining(","));
            return new Reply(200, "{\"results\":[" + results + "]}", null);
        }

        Reply after(String value) {
            return new Reply(status, body, value);
        }
    }

    Receiver(Function<Call, Reply> rule) {
        this.rule = rule;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            each -> each.getKey().toLowerCase(java.util.Locale.ROOT),
                            each -> each.getValue().get(0)));
            String content = content(exchange.getRequestBody(), headers.get("content-encoding"));
            Call call = new Call(
                    Instant.now(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    headers,
                    content,
                    json(content));
            calls.add(call);
            Reply reply = rule.apply(call);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (reply.retryAfter() != null) {
                exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
            }
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String content(InputStream body, String encoding) throws IOException {
        try (InputStream plain = "gzip".equals(encoding) ? new GZIPInputStream(body) : body) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode json(String content) {
        try {
            return Site.JSON.readTree(content);
        } catch (IOException other) {
            return Site.JSON.createObjectNode();
        }
    }

    /** The operations of a batch by user. */
    static Map<String, ObjectNode> operations(Call call) {
        Map<String, ObjectNode> operations = new java.util.LinkedHashMap<>();
        call.body()
                .path("operations")
                .forEach(each -> operations.put(each.path("sourceId").asText(), (ObjectNode) each));
        return operations;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
