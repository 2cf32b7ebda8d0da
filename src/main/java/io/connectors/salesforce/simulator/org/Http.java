package io.connectors.salesforce.simulator.org;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Reads forms and writes answers, whole or broken off as a fault wants it. */
final class Http {
    private static final Pattern TOKEN = Pattern.compile("(?i:Bearer|OAuth) +(\\S+)");
    private static final Pattern GZIP =
            Pattern.compile("(?i)(?:^|,)\\s*gzip\\s*(?!;\\s*q=0(?:\\.0*)?\\s*(?:,|$))(?:;|,|$)");

    private Http() {}

    /** {@code a=b&c=d}, decoded; a Basic authorization counts as client_id and client_secret. */
    static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null && authorization.startsWith("Basic ")) {
            String pair = plain(authorization.substring("Basic ".length()));
            int colon = pair.indexOf(':');
            form.put("client_id", pair.substring(0, Math.max(colon, 0)));
            form.put("client_secret", pair.substring(colon + 1));
        }
        return form;
    }

    /** What is not Base64 is nobody's name. */
    private static String plain(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            return "";
        }
    }

    /** The token of a request, or null. */
    static String token(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher token = TOKEN.matcher(authorization == null ? "" : authorization);
        return token.matches() ? token.group(1) : null;
    }

    /** Scheme, host and port as the client sees them. */
    static String host(HttpExchange exchange) {
        String scheme = exchange instanceof HttpsExchange ? "https://" : "http://";
        return scheme + exchange.getRequestHeaders().getFirst("Host");
    }

    static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static void json(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        send(exchange, status, body);
    }

    static void html(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        send(exchange, status, ("<html><body><h1>" + text + "</h1></body></html>").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        byte[] content = encoded(exchange, body);
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private static byte[] encoded(HttpExchange exchange, byte[] body) throws IOException {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (accepted == null || !GZIP.matcher(accepted).find() || body.length < 1024) {
            return body;
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (FastGzip gzip = new FastGzip(compressed)) {
            gzip.write(body);
        }
        return compressed.toByteArray();
    }

    /** At the fastest level: the simulator shall not be what a benchmark measures. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 15);
            def.setLevel(1);
        }
    }

    /** A page sent as a fault of the connection wants it. */
    static void broken(HttpExchange exchange, byte[] body, OrgFault fault) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        if (fault.kind() == Kind.CUT_JSON) {
            send(exchange, 200, Arrays.copyOf(body, body.length / 2));
            return;
        }
        byte[] content = encoded(exchange, body);
        byte[] half = Arrays.copyOf(content, content.length / 2);
        exchange.sendResponseHeaders(200, fault.kind() == Kind.TRUNCATE ? content.length : 0);
        OutputStream out = exchange.getResponseBody();
        out.write(half);
        out.flush();
        if (fault.kind() == Kind.STALL) {
            pause(fault.delayMs());
        }
        throw new IOException("the connection is broken off on purpose");
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
