package io.connectors.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.mapping.SourceUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Reads orgs page by page: the bean {@code orgs} of the routes. Every query is proved complete before its users count. */
public final class Orgs {
    /** Users mapped at a time; keeps a page's documents from piling up in one list. */
    private static final int SLICE = 500;

    private static final int LARGEST_PAGE = 2000;

    private final Map<String, OrgConnection> connections = new ConcurrentHashMap<>();
    private final Duration longest;

    /** @param longest from the start of a request to the end of its answer */
    public Orgs(Duration longest) {
        this.longest = longest;
    }

    /** Opens the connector's component, or takes it up again; exchange property {@code org} afterwards. */
    public void open(@ExchangeProperty("connector") Connector connector, Exchange exchange) {
        OrgConnection connection =
                connections.compute(connector.id(), (id, before) -> connect(connector, before, exchange.getContext()));
        exchange.setProperty("org", connection);
        exchange.setProperty("description", new Description());
    }

    /** Ends every request under way for a connector, whose run is over. */
    public void abandon(String connector) {
        Optional.ofNullable(connections.get(connector)).ifPresent(OrgConnection::abandon);
    }

    /** Ends every request under way. */
    public void close() {
        connections.values().forEach(OrgConnection::abandon);
    }

    private OrgConnection connect(Connector connector, OrgConnection before, CamelContext context) {
        try {
            if (before != null && before.serves(connector)) {
                return before.again();
            }
            OrgConnection.close(connector, context);
            return OrgConnection.open(connector, context, longest);
        } catch (OrgFailure known) {
            throw known;
        } catch (Exception unusable) {
            throw new OrgFailure(
                    "The connection to Salesforce could not be set up. Check the salesforce part of connector "
                            + connector.id() + ".",
                    unusable);
        }
    }

    /** The share of its daily API requests that a connector's org has used, as its last answers told; absent before a run. */
    public OptionalDouble allowanceUsed(String connector) {
        return Optional.ofNullable(connections.get(connector))
                .flatMap(OrgConnection::allowance)
                .map(allowance -> OptionalDouble.of(allowance.used()))
                .orElseGet(OptionalDouble::empty);
    }

    /** Takes the description of an object. */
    public void described(@ExchangeProperty("description") Description description, @Body byte[] body) {
        description.take(body);
    }

    /**
     * Tells the fields that can be read from those that cannot; exchange properties {@code readable} and, with what is wrong with those
     * that do not exist, {@code misspelt} afterwards.
     */
    public void sort(Description description, Collection<String> paths, Exchange exchange) {
        Set<String> readable = description.readable(paths);
        Map<String, String> misspelt = new TreeMap<>();
        paths.stream()
                .filter(path -> !readable.contains(path))
                .forEach(path -> description.misspelt(path).ifPresent(wrong -> misspelt.put(path, wrong.sentence())));
        exchange.setProperty("readable", readable);
        exchange.setProperty("misspelt", misspelt);
    }

    /** Begins the read of the selected users; exchange property {@code queries} afterwards. */
    public void select(
            @ExchangeProperty("connector") Connector connector,
            @ExchangeProperty("columns") List<String> columns,
            Exchange exchange) {
        Selection selection = new Selection(connector);
        List<Query> queries = new ArrayList<>();
        if (selection.needsLogins(columns)) {
            queries.add(Selection.frozen());
        }
        queries.add(selection.users(columns));
        exchange.setProperty("queries", new Queries(queries));
    }

    /** Whether a refused query is worth asking again without the fields of parents that cannot be read. */
    public boolean widens(Exchange exchange) {
        Description description = exchange.getProperty("description", Description.class);
        Queries queries = exchange.getProperty("queries", Queries.class);
        return !description.widened()
                && queries.isMore()
                && !queries.current().started()
                && OrgErrors.fieldRefused(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** Has the parents along some paths described. */
    public void widen(Description description, Collection<String> paths) {
        description.widen(paths);
    }

    /** Whether the place in the result was lost, for the first time in this read. */
    public boolean lost(Exchange exchange) {
        Description description = exchange.getProperty("description", Description.class);
        return OrgErrors.placeLost(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                && !description.restart();
    }

    /** Notes that the read has to begin anew. */
    public void lose(@ExchangeProperty("queries") Queries queries) {
        queries.lose();
    }

    /** Takes what the org's limits tell; an answer without them counts as none. */
    public void limits(@ExchangeProperty("org") OrgConnection org, @Body byte[] body) {
        JsonNode daily =
                JsonAnswer.read("Salesforce's answer about its limits", body).path("DailyApiRequests");
        if (daily.path("Max").isIntegralNumber() && daily.path("Remaining").isIntegralNumber()) {
            org.allowance(new Allowance(
                    daily.path("Max").longValue(), daily.path("Remaining").longValue()));
        }
    }

    /**
     * Compares what the org allows with what the read still needs.
     *
     * @param users expected
     * @throws OrgFailure if it is more than the run's share, or than what is left
     */
    public void afford(Connector connector, OrgConnection org, long users) {
        long logins = new Selection(connector).needsLogins(List.of()) ? 1 : 0;
        long pages = Math.max(1, (users + LARGEST_PAGE - 1) / LARGEST_PAGE) + logins;
        org.allowance()
                .ifPresent(allowance -> allowance.afford(
                        org.getCalls(), pages, connector.safeguards().apiUsage()));
    }

    /** Keeps a page that came, until {@link #page}. */
    public void received(@ExchangeProperty("queries") Queries queries, @Body byte[] body) {
        queries.received(body);
    }

    /** Takes the page that came; the body becomes its users, the header {@code object} tells of what. */
    public List<SourceUser> page(@ExchangeProperty("queries") Queries queries, Exchange exchange) {
        exchange.getMessage().setHeader("object", queries.getObject());
        boolean first = !queries.current().started();
        Page page = queries.take();
        exchange.setProperty("announced", page.total());
        if (first) {
            afford(
                    exchange.getProperty("connector", Connector.class),
                    exchange.getProperty("org", OrgConnection.class),
                    page.total() - page.users().size());
        }
        return page.users();
    }

    /** The Ids of a page. */
    public List<String> ids(@Body List<SourceUser> users) {
        return users.stream().map(SourceUser::id).toList();
    }

    /** Splits a page into slices to be mapped; at least one, as a page may hold nobody who is selected. */
    public List<List<SourceUser>> slices(@Body List<SourceUser> users) {
        List<List<SourceUser>> slices = new ArrayList<>();
        int from = 0;
        do {
            slices.add(users.subList(from, Math.min(from + SLICE, users.size())));
            from += SLICE;
        } while (from < users.size());
        return slices;
    }

    /** Leaves those of a page out whom the connector does not select for being frozen or not; counts the others. */
    public List<SourceUser> thaw(
            @ExchangeProperty("connector") Connector connector,
            @ExchangeProperty("columns") List<String> columns,
            @ExchangeProperty("frozen") Set<String> frozen,
            @ExchangeProperty("queries") Queries queries,
            @Body List<SourceUser> users) {
        Selection selection = new Selection(connector);
        int column = columns.indexOf(Selection.FROZEN);
        List<SourceUser> selected = new ArrayList<>(users.size());
        for (SourceUser user : users) {
            if (selection.selectsFrozen(frozen.contains(user.id()))) {
                if (column >= 0) {
                    user.values()[column] = frozen.contains(user.id());
                }
                selected.add(user);
            }
        }
        queries.select(selected.size());
        return selected;
    }

    /** The org's part of the seal: every query was answered to its announced end. */
    public void seal(@ExchangeProperty("queries") Queries queries) {
        queries.seal();
    }

    /** Begins to read users back; exchange properties {@code readBack} and {@code queries} afterwards. */
    public void readBack(
            @ExchangeProperty("connector") Connector connector,
            @ExchangeProperty("candidates") List<String> ids,
            Exchange exchange) {
        ReadBack readBack = new ReadBack(new Selection(connector), ids);
        exchange.setProperty("readBack", readBack);
        exchange.setProperty("queries", readBack.queries());
    }

    /** Takes a page of users read back. */
    public void told(@ExchangeProperty("readBack") ReadBack readBack, @Body byte[] body) {
        readBack.take(body);
    }
}
