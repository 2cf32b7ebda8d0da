package io.connectors.salesforce.simulator.org;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of the org: token endpoint, versions, and behind a valid token the data. */
final class OrgEndpoints {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DATA = Pattern.compile("/services/data/v(\\d+)\\.0(?:/(.*))?");
    private static final int LONGEST_URI = 16_384;
    private static final int OLDEST_VERSION = 31;

    private final Catalog catalog;
    private final Sessions sessions;
    private final QueryEndpoint queries;
    private final DescribeEndpoint describes;
    private final OrgFaults faults;
    private final Duration pageDelay;
    private final AtomicLong calls = new AtomicLong();
    private volatile long allowance = 100_000;
    private volatile boolean limitsRefused;
    private volatile String instanceUrl;

    OrgEndpoints(Catalog catalog, Sessions sessions, QueryEndpoint queries, OrgFaults faults, Duration pageDelay) {
        this.catalog = catalog;
        this.sessions = sessions;
        this.queries = queries;
        this.describes = new DescribeEndpoint(catalog);
        this.faults = faults;
        this.pageDelay = pageDelay;
    }

    void instanceUrl(String url) {
        instanceUrl = url;
    }

    void allowance(long requests) {
        allowance = requests;
    }

    void refuseLimits(boolean value) {
        limitsRefused = value;
    }

    long calls() {
        return calls.get();
    }

    void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        String decoded = query == null ? path : path + "?" + URLDecoder.decode(query, StandardCharsets.UTF_8);
        if (exchange.getRequestURI().toString().length() > LONGEST_URI) {
            Http.html(exchange, 414, "URI Too Long");
            return;
        }
        if (!path.startsWith("/services/oauth2/") && !path.equals("/services/data")) {
            calls.incrementAndGet();
        }
        Optional<OrgFault> fault = faults.next(decoded);
        if (fault.isPresent() && answered(exchange, fault.get())) {
            return;
        }
        if (path.startsWith("/services/oauth2/")) {
            oauth(exchange, path.substring("/services/oauth2/".length()), query);
        } else if (path.equals("/services/data") || path.equals("/services/data/")) {
            Http.json(
                    exchange,
                    200,
                    JSON.writeValueAsBytes(
                            List.of(Map.of("label", "Spring '24", "url", "/services/data/v60.0", "version", "60.0"))));
        } else {
            data(exchange, path, query, fault.orElse(null));
        }
    }

    /** Faults that leave nothing to be answered. */
    private boolean answered(HttpExchange exchange, OrgFault fault) throws IOException {
        Http.pause(fault.kind() == Kind.STALL ? 0 : fault.delayMs());
        switch (fault.kind()) {
            case STATUS -> status(exchange, fault);
            case EMPTY -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            }
            case HTML -> Http.html(exchange, 200, "We are down for maintenance.");
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", fault.url());
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            }
            case EXPIRE_TOKEN -> {
                sessions.expireAll();
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void status(HttpExchange exchange, OrgFault fault) throws IOException {
        int status = fault.status();
        if (status == 406) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        } else if (fault.errorCode() == null && List.of(420, 431, 502).contains(status)) {
            Http.html(exchange, status, "Bad Message " + status);
        } else {
            String code = fault.errorCode() == null ? "SERVER_UNAVAILABLE" : fault.errorCode();
            error(exchange, status, code, fault.message() == null ? "fault" : fault.message());
        }
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        Http.json(exchange, status, JSON.writeValueAsBytes(List.of(Map.of("message", message, "errorCode", code))));
    }

    private void oauth(HttpExchange exchange, String what, String query) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        Map<String, String> form = Http.form(exchange);
        if (what.startsWith("revoke")) {
            sessions.revoke(form.getOrDefault("token", Http.form(query).get("token")));
            Http.json(exchange, 200, new byte[0]);
            return;
        }
        try {
            String url = instanceUrl == null
                    ? "http://" + exchange.getRequestHeaders().getFirst("Host")
                    : instanceUrl;
            Http.json(exchange, 200, JSON.writeValueAsBytes(sessions.login(form, url)));
        } catch (Sessions.Refused refused) {
            Http.json(
                    exchange,
                    400,
                    JSON.writeValueAsBytes(Map.of("error", refused.error, "error_description", refused.getMessage())));
        }
    }

    private void data(HttpExchange exchange, String path, String query, OrgFault fault) throws IOException {
        exchange.getResponseHeaders().set("Sforce-Limit-Info", "api-usage=" + calls.get() + "/" + allowance);
        Matcher data = DATA.matcher(path);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !sessions.valid(authorization.replaceFirst("^(Bearer|OAuth) ", ""))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Token");
            error(exchange, 401, "INVALID_SESSION_ID", "Session expired or invalid");
        } else if (!data.matches() || path.contains("//")) {
            error(exchange, 404, "NOT_FOUND", "The requested resource does not exist");
        } else if (Integer.parseInt(data.group(1)) < OLDEST_VERSION) {
            error(exchange, 410, "UNSUPPORTED_API_VERSION", "This API version has been retired.");
        } else if (calls.get() > allowance) {
            error(exchange, 403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        } else {
            try {
                byte[] body =
                        resource(exchange, data.group(1) + ".0", data.group(2).replaceAll("/$", ""), query, fault);
                send(exchange, body, fault);
            } catch (SoqlProblem problem) {
                error(exchange, problem.status(), problem.code(), problem.getMessage());
            }
        }
    }

    private static void send(HttpExchange exchange, byte[] body, OrgFault fault) throws IOException {
        boolean breaks = fault != null
                && List.of(Kind.TRUNCATE, Kind.RESET, Kind.STALL, Kind.CUT_JSON).contains(fault.kind());
        if (breaks) {
            Http.broken(exchange, body, fault);
        } else {
            Http.json(exchange, 200, body);
        }
    }

    private byte[] resource(HttpExchange exchange, String version, String path, String query, OrgFault fault)
            throws IOException {
        if (path.equals("query") || path.equals("queryAll")) {
            Http.pause(pageDelay.toMillis());
            String soql = Http.form(query).get("q");
            if (soql == null) {
                throw SoqlProblem.malformed("A query string has to be specified");
            }
            return queries.query(soql, version, pageSize(exchange), fault);
        }
        if (path.startsWith("query/")) {
            Http.pause(pageDelay.toMillis());
            return queries.more(path.substring("query/".length()), fault);
        }
        if (path.equals("limits")) {
            return limits();
        }
        if (path.equals("sobjects")) {
            return JSON.writeValueAsBytes(describes.all());
        }
        Matcher describe = Pattern.compile("sobjects/(\\w+)/describe").matcher(path);
        if (describe.matches()) {
            return JSON.writeValueAsBytes(describes.describe(describe.group(1)));
        }
        throw new SoqlProblem(404, "NOT_FOUND", "The requested resource does not exist");
    }

    private byte[] limits() throws IOException {
        if (limitsRefused) {
            throw new SoqlProblem(403, "INSUFFICIENT_ACCESS", "View Setup and Configuration is needed");
        }
        return JSON.writeValueAsBytes(Map.of(
                "DailyApiRequests", Map.of("Max", allowance, "Remaining", Math.max(0, allowance - calls.get()))));
    }

    private static int pageSize(HttpExchange exchange) {
        String options = exchange.getRequestHeaders().getFirst("Sforce-Query-Options");
        Matcher size = Pattern.compile("batchSize=(\\d{1,6})").matcher(options == null ? "" : options);
        int asked = size.find() ? Integer.parseInt(size.group(1)) : QueryEndpoint.LARGEST_PAGE;
        return Math.max(200, Math.min(asked, QueryEndpoint.LARGEST_PAGE));
    }

    Catalog catalog() {
        return catalog;
    }
}
