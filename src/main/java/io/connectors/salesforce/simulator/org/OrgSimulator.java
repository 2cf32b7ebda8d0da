package io.connectors.salesforce.simulator.org;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.connectors.salesforce.simulator.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A Salesforce org, on loopback unless told otherwise. Consumer key {@code demo-key}, secret {@code demo-secret}, user {@code sync@example.com},
 * password {@code demo-password}, security token {@code demo-token} (it may be left out). What changes it is here and, over
 * HTTP, under {@code /simulator}.
 */
public final class OrgSimulator implements AutoCloseable {
    private static final int REQUESTS_KEPT = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerAddress address;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Catalog catalog;
    private final Sessions sessions = new Sessions();
    private final OrgFaults faults = new OrgFaults();
    private final QueryEndpoint queries;
    private final OrgEndpoints endpoints;
    private final OrgControl control = new OrgControl(this);
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

    private OrgSimulator(OrgOptions options) throws IOException {
        catalog = new Catalog(options.users(), options.seed());
        queries = new QueryEndpoint(catalog);
        endpoints = new OrgEndpoints(catalog, sessions, queries, faults, options.pageDelay());
        address = options.address();
        server = address.bind();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one. */
    public static OrgSimulator start(OrgOptions options) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return new OrgSimulator(options);
        } catch (IOException taken) {
            throw new UncheckedIOException("The org simulator cannot listen at " + options.address(), taken);
        }
    }

    /** What a connector's {@code salesforce.url} has to be. */
    public String url() {
        return address.url(server);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.startsWith("/simulator/")) {
                byte[] content = exchange.getRequestBody().readAllBytes();
                Object answer =
                        control.handle(exchange.getRequestMethod(), path.substring("/simulator/".length()), content);
                Http.json(exchange, 200, JSON.writeValueAsBytes(answer));
                return;
            }
            if (requests.size() < REQUESTS_KEPT) {
                requests.add(exchange.getRequestMethod() + " " + path);
            }
            endpoints.handle(exchange);
        } catch (SoqlProblem problem) {
            OrgEndpoints.error(exchange, problem);
        } catch (RuntimeException wrong) {
            OrgEndpoints.error(exchange, new SoqlProblem(500, "UNKNOWN_EXCEPTION", wrong.toString()));
        }
        // an IOException is left to the server: it drops the connection, where close() would end the body properly
    }

    /** Counters ({@code logins, refusedLogins, apiCalls}) and the first requests, as {@code METHOD path}. */
    public Map<String, Object> requests() {
        return Map.of(
                "logins", sessions.logins.get(),
                "refusedLogins", sessions.refusedLogins.get(),
                "apiCalls", apiCalls(),
                "requests", List.copyOf(requests));
    }

    /** Requests so far but for tokens and the list of versions. */
    public long apiCalls() {
        return endpoints.calls();
    }

    /** Token requests that led to one. */
    public int logins() {
        return sessions.logins.get();
    }

    /** Token requests that were refused. */
    public int refusedLogins() {
        return sessions.refusedLogins.get();
    }

    /** Adds a user with some fields; the others are generated. Answers the Id. */
    public String create(Map<String, Object> fields) {
        return catalog.users.create(fields);
    }

    /** Changes fields of a user; {@code frozen} is one. */
    public void edit(String id, Map<String, Object> fields) {
        catalog.users.edit(row(id), fields);
    }

    /** A user with every field. */
    public Map<String, Object> user(String id) {
        return catalog.users.record(row(id));
    }

    private int row(String id) {
        int row = catalog.users.row(id);
        if (row < 0) {
            throw new SoqlProblem(404, "NOT_FOUND", "There is no user " + id);
        }
        return row;
    }

    /** The Ids of the users whose fields satisfy a condition, in order; hidden ones too. */
    public List<String> ids(Predicate<Map<String, Object>> condition) {
        List<String> ids = new ArrayList<>();
        for (int row : catalog.users.rows()) {
            if (condition.test(catalog.users.record(row))) {
                ids.add(catalog.users.id(row));
            }
        }
        return ids;
    }

    /** Whether a user is frozen. */
    public boolean frozen(String id) {
        return catalog.users.frozen(row(id));
    }

    /** Makes a user invisible to the connector's, or visible again. */
    public void hideUser(String id, boolean hidden) {
        catalog.users.hide(row(id), hidden);
    }

    /** With a private sharing setting the running user sees itself only. */
    public void sharingPrivate(boolean value) {
        catalog.users.showOnly(value ? 0 : -1);
    }

    /** Renames a profile; the users who have it are not touched. */
    public void renameProfile(String from, String to) {
        if (!catalog.profiles.rename(from, to)) {
            throw new SoqlProblem(404, "NOT_FOUND", "no profile " + from);
        }
    }

    /** Hides a field, or with a null field a whole object, from the connector's user. */
    public void hide(String object, String field, boolean hidden) {
        catalog.hide(object, field, hidden);
    }

    /** Lets people join, change department and leave, by a seed; those who move and leave are active Standard users. */
    public Evolution evolve(int joins, int moves, int leaves, long seed) {
        List<String> moved = new ArrayList<>();
        List<String> left = new ArrayList<>();
        UserTable users = catalog.users;
        int size = users.size();
        Table.Accessor active = users.accessor("IsActive");
        Table.Accessor type = users.accessor("UserType");
        for (int i = 0, row = Mix.pick(seed, 0, 0, Math.max(1, size));
                i < size && moved.size() + left.size() < moves + leaves;
                i++) {
            row = (row + 7919) % size;
            String id = users.id(row);
            boolean here = Boolean.TRUE.equals(active.of(row)) && "Standard".equals(type.of(row)) && row > 0;
            if (here && !moved.contains(id) && !left.contains(id)) {
                if (left.size() < leaves) {
                    left.add(id);
                    users.edit(row, Map.of("IsActive", false));
                } else {
                    moved.add(id);
                    users.edit(row, Map.of("Department", "Department of " + Mix.pick(seed, i, 1, 1000)));
                }
            }
        }
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < joins; i++) {
            joined.add(users.create(Map.of()));
        }
        return new Evolution(joined, moved, left);
    }

    /** Lets something go wrong. */
    public void fault(OrgFault fault) {
        faults.add(fault);
    }

    /** Lets everything go right again. */
    public void clearFaults() {
        faults.clear();
    }

    /** Makes every token handed out invalid. */
    public void expireTokens() {
        sessions.expireAll();
    }

    /** Whether no token is ever valid, although logins succeed. */
    public void neverValid(boolean value) {
        sessions.neverValid(value);
    }

    /** Whether the org allows the username-password flow. */
    public void passwordFlow(boolean value) {
        sessions.passwordFlow(value);
    }

    /** What JWT assertions have to be signed with. */
    public void certificate(PublicKey key) {
        sessions.certificate(key);
    }

    /** The org's Id in logins from now on, 18 characters. */
    public void orgId(String id) {
        sessions.orgId(id);
    }

    /** The instance_url of logins from now on; null for the host asked. */
    public void instanceUrl(String url) {
        endpoints.instanceUrl(url);
    }

    /** The requests the org has for a day. */
    public void allowance(long requests) {
        endpoints.allowance(requests);
    }

    /** Whether the limits may not be read. */
    public void refuseLimits(boolean value) {
        endpoints.refuseLimits(value);
    }

    /** Makes every second page smaller than asked; 0 for none. */
    public void shrinkPages(int rows) {
        queries.shrinkPages(rows);
    }

    /** Whether the address of a page works once only. */
    public void singleUseLocators(boolean value) {
        queries.singleUse(value);
    }

    /** Forgets every place in a result, as after two days. */
    public void expireLocators() {
        queries.expireCursors();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
