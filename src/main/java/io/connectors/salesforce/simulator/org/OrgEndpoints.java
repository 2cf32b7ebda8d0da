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
    private static final Pattern DATA = Pattern.compile("/services/data/v(\\d{1,3})\\.0(?:/.*)?");
    private static final Pattern OBJECT = Pattern.compile("sobjects/(\\w+)/(describe|updated|\\w{15}|\\w{18})");
    private static final String OAUTH = "/services/oauth2/";
    private static final int LONGEST_URI = 16_384;

    private final Sessions sessions;
    private final QueryEndpoint queries;
    private final DescribeEndpoint describes;
    private final RecordEndpoint records;
    private final OauthEndpoint oauth;
    private final OrgFaults faults;
    private final Duration pageDelay;
    private final AtomicLong calls = new AtomicLong();
    private volatile long allowance = 100_000;
    private volatile boolean limitsRefused;

    OrgEndpoints(Catalog catalog, Sessions sessions, QueryEndpoint queries, OrgFaults faults, Duration pageDelay) {
        this.sessions = sessions;
        this.queries = queries;
        this.describes = new DescribeEndpoint(catalog);
        this.records = new RecordEndpoint(catalog);
        this.oauth = new OauthEndpoint(sessions);
        this.faults = faults;
        this.pageDelay = pageDelay;
    }

    void instanceUrl(String url) {
        oauth.instanceUrl(url);
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
        boolean versions = path.equals("/services/data") || path.equals("/services/data/");
        if (!path.startsWith(OAUTH) && !path.startsWith("/id/") && !versions) {
            calls.incrementAndGet();
        }
        Optional<OrgFault> fault = faults.next(decoded);
        if (fault.isPresent() && answered(exchange, fault.get())) {
            return;
        }
        if (path.contains("//")) {
            error(exchange, SoqlProblem.notFound());
        } else if (path.startsWith(OAUTH)) {
            oauth.handle(exchange, path.substring(OAUTH.length()));
        } else if (path.startsWith("/id/")) {
            oauth.identity(exchange);
        } else if (versions) {
            Http.json(exchange, 200, JSON.writeValueAsBytes(Versions.all()));
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
            String message = fault.message() == null ? "fault" : fault.message();
            if (exchange.getRequestURI().getPath().startsWith(OAUTH)) {
                OauthEndpoint.refused(exchange, status, code, message);
            } else {
                error(exchange, new SoqlProblem(status, code, message));
            }
        }
    }

    /** An error as every interface but OAuth answers it. */
    static void error(HttpExchange exchange, SoqlProblem problem) throws IOException {
        if (problem.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Token");
        }
        Map<String, String> error = Map.of("message", problem.getMessage(), "errorCode", problem.code());
        Http.json(exchange, problem.status(), JSON.writeValueAsBytes(List.of(error)));
    }

    private void data(HttpExchange exchange, String path, String query, OrgFault fault) throws IOException {
        exchange.getResponseHeaders().set("Sforce-Limit-Info", "api-usage=" + calls.get() + "/" + allowance);
        try {
            String version = admitted(exchange, path);
            String resource = path.substring(path.indexOf(version) + version.length());
            send(exchange, resource(exchange, version, resource.replaceAll("^/|/$", ""), query, fault), fault);
        } catch (SoqlProblem problem) {
            error(exchange, problem);
        }
    }

    /** The API version asked for, if the request may go on. */
    private String admitted(HttpExchange exchange, String path) {
        if (!sessions.valid(Http.token(exchange))) {
            throw new SoqlProblem(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
        Matcher data = DATA.matcher(path);
        int version = data.matches() ? Integer.parseInt(data.group(1)) : Integer.MAX_VALUE;
        if (version > Versions.NEWEST) {
            throw SoqlProblem.notFound();
        }
        if (version < Versions.OLDEST) {
            throw new SoqlProblem(410, "UNSUPPORTED_API_VERSION", "This API version has been retired.");
        }
        if (calls.get() > allowance) {
            throw new SoqlProblem(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new SoqlProblem(
                    405,
                    "METHOD_NOT_ALLOWED",
                    "HTTP Method '" + exchange.getRequestMethod() + "' not allowed. Allowed are GET");
        }
        return version + ".0";
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
        if (path.startsWith("sobjects/")) {
            return object(path, version, Http.form(query));
        }
        return switch (path) {
            case "" -> JSON.writeValueAsBytes(home(exchange, version));
            case "limits" -> limits();
            case "sobjects" -> JSON.writeValueAsBytes(describes.all());
            default -> throw SoqlProblem.notFound();
        };
    }

    private Map<String, String> home(HttpExchange exchange, String version) {
        String base = "/services/data/v" + version + "/";
        return Map.of(
                "identity",
                sessions.identity(Http.host(exchange)),
                "sobjects",
                base + "sobjects",
                "query",
                base + "query",
                "queryAll",
                base + "queryAll",
                "limits",
                base + "limits");
    }

    private byte[] object(String path, String version, Map<String, String> parameters) throws IOException {
        Matcher object = OBJECT.matcher(path);
        if (!object.matches()) {
            throw SoqlProblem.notFound();
        }
        return switch (object.group(2)) {
            case "describe" -> JSON.writeValueAsBytes(describes.describe(object.group(1)));
            case "updated" -> records.updated(object.group(1), parameters);
            default -> records.record(object.group(1), object.group(2), version, parameters);
        };
    }

    private byte[] limits() throws IOException {
        if (limitsRefused) {
            throw new SoqlProblem(403, "INSUFFICIENT_ACCESS", "View Setup and Configuration is needed");
        }
        return JSON.writeValueAsBytes(Map.of(
                "DailyApiRequests",
                Map.of("Max", allowance, "Remaining", Math.max(0, allowance - calls.get())),
                "DailyBulkV2QueryJobs",
                Map.of("Max", 10_000, "Remaining", 10_000)));
    }

    private static int pageSize(HttpExchange exchange) {
        String options = exchange.getRequestHeaders().getFirst("Sforce-Query-Options");
        Matcher size = Pattern.compile("batchSize=(\\d{1,6})").matcher(options == null ? "" : options);
        int asked = size.find() ? Integer.parseInt(size.group(1)) : QueryEndpoint.LARGEST_PAGE;
        return Math.max(200, Math.min(asked, QueryEndpoint.LARGEST_PAGE));
    }
}
