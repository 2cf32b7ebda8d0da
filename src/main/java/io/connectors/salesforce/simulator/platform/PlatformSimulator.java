package io.connectors.salesforce.simulator.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A platform, on loopback unless told otherwise, that takes batches by REST and keeps them. Beside its interface: {@code GET /simulator/users/{id}} (the
 * users of a connector), {@code GET /simulator/history}, {@code POST|DELETE /simulator/faults}, {@code POST /simulator/unique} with the
 * {@code attribute} no two users may share.
 */
public final class PlatformSimulator implements AutoCloseable {
    private static final Pattern BATCH = Pattern.compile("/api/connectors/([a-z0-9-]+)/users/batch");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final PlatformOptions options;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PlatformStore store = new PlatformStore();
    private final FaultPlan faults = new FaultPlan();
    private final List<PlatformRequest> history = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final BatchEndpoint batches;

    private PlatformSimulator(PlatformOptions options) throws IOException {
        this.options = options;
        tokens.add(options.token());
        batches = new BatchEndpoint(store, faults, history, new KeptBatches(options.kept()));
        server = options.address().bind();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one. */
    public static PlatformSimulator start(PlatformOptions options) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return new PlatformSimulator(options);
        } catch (IOException taken) {
            throw new UncheckedIOException("The platform simulator cannot start at " + options.address(), taken);
        }
    }

    /** What a connector's {@code platform.url} has to be. */
    public String url() {
        return options.address().url(server) + "/api";
    }

    /** Where client credentials get a token. */
    public String tokenUrl() {
        return options.address().url(server) + "/oauth/token";
    }

    /** The users of a connector by Salesforce Id, in order. */
    public Map<String, JsonNode> users(String connector) {
        return store.users(connector);
    }

    /** Every batch so far, in the order of their arrival. */
    public List<PlatformRequest> history() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    /**
     * Takes no user any more who shares an attribute with another one of the same connector.
     *
     * @param attribute such as {@code User.Login}; null for none
     */
    public void unique(String attribute) {
        store.unique(attribute);
    }

    /** Lets something go wrong. */
    public void fault(PlatformFault fault) {
        faults.add(fault);
    }

    /** Lets everything go right again. */
    public void clearFaults() {
        faults.clear();
    }

    /** Makes every token it handed out, and its own, invalid; the token endpoint hands out new ones. */
    public void expireTokens() {
        tokens.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            route(exchange);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        try {
            byte[] content = content(exchange);
            String path = exchange.getRequestURI().getPath();
            Matcher batch = BATCH.matcher(path);
            if (batch.matches() && exchange.getRequestMethod().equals("POST")) {
                BatchEndpoint.Answer answer = authorized(exchange)
                        ? batches.take(batch.group(1), exchange, content)
                        : new BatchEndpoint.Answer(
                                401, BatchEndpoint.error("unauthorized", "The token is not valid."), null);
                answer(exchange, answer);
            } else if (path.equals("/oauth/token")) {
                token(exchange, new String(content, StandardCharsets.UTF_8));
            } else if (path.startsWith("/simulator/")) {
                control(exchange, path.substring("/simulator/".length()), content);
            } else {
                answer(exchange, new BatchEndpoint.Answer(404, BatchEndpoint.error("not_found", path), null));
            }
        } catch (JsonProcessingException | ZipException | RuntimeException wrong) {
            answer(exchange, new BatchEndpoint.Answer(400, BatchEndpoint.error("bad_request", wrong.toString()), null));
        }
    }

    private static byte[] content(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return body.readAllBytes();
        }
    }

    private boolean authorized(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null && header.startsWith("Bearer ") && tokens.contains(header.substring("Bearer ".length()));
    }

    private void token(HttpExchange exchange, String form) throws IOException {
        String basic = Base64.getEncoder()
                .encodeToString((options.clientId() + ":" + options.clientSecret()).getBytes(StandardCharsets.UTF_8));
        List<String> pairs = Stream.of(form.split("&"))
                .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
                .toList();
        boolean known = ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || pairs.containsAll(
                        List.of("client_id=" + options.clientId(), "client_secret=" + options.clientSecret()));
        if (!known || !pairs.contains("grant_type=client_credentials")) {
            answer(exchange, new BatchEndpoint.Answer(400, "{\"error\":\"invalid_client\"}", null));
            return;
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        answer(
                exchange,
                new BatchEndpoint.Answer(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"}", null));
    }

    private void control(HttpExchange exchange, String what, byte[] content) throws IOException {
        Object answer = Map.of();
        if (what.equals("history")) {
            answer = history();
        } else if (what.startsWith("users/")) {
            answer = users(what.substring("users/".length()));
        } else if (what.equals("unique")) {
            unique(JSON.readTree(content).path("attribute").textValue());
        } else if (what.equals("faults") && exchange.getRequestMethod().equals("DELETE")) {
            clearFaults();
        } else if (what.equals("faults")) {
            JsonNode fault = JSON.readTree(content);
            ((ObjectNode) fault).put("kind", fault.path("kind").asText().replace('-', '_'));
            fault(JSON.treeToValue(fault, PlatformFault.class));
        } else if (what.equals("reset")) {
            store.clear();
            store.unique(null);
            history.clear();
            faults.clear();
            batches.forget();
        } else {
            answer(exchange, new BatchEndpoint.Answer(404, BatchEndpoint.error("not_found", what), null));
            return;
        }
        answer(exchange, new BatchEndpoint.Answer(200, JSON.writeValueAsString(answer), null));
    }

    private static void answer(HttpExchange exchange, BatchEndpoint.Answer answer) throws IOException {
        if (answer.status() == 0) {
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean html = answer.body().startsWith("<");
        exchange.getResponseHeaders().set("Content-Type", html ? "text/html" : "application/json");
        if (answer.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
