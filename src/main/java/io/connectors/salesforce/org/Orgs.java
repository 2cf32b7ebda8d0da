package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.mapping.SourceUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Reads orgs page by page: the bean {@code orgs} of the routes. Every query is proved complete before its users count. */
public final class Orgs {
    /** Users mapped at a time; keeps a page's documents from piling up in one list. */
    private static final int SLICE = 500;

    private final Map<String, OrgConnection> connections = new ConcurrentHashMap<>();

    /** Opens the connector's component, or takes it up again; exchange property {@code org} afterwards. */
    public void open(@ExchangeProperty("connector") Connector connector, Exchange exchange) {
        OrgConnection connection =
                connections.compute(connector.id(), (id, before) -> connect(connector, before, exchange.getContext()));
        exchange.setProperty("org", connection);
        exchange.setProperty("description", new Description());
    }

    private static OrgConnection connect(Connector connector, OrgConnection before, CamelContext context) {
        try {
            if (before != null && before.serves(connector)) {
                return before.again();
            }
            OrgConnection.close(connector, context);
            return OrgConnection.open(connector, context);
        } catch (OrgFailure known) {
            throw known;
        } catch (Exception unusable) {
            throw new OrgFailure(
                    "The connection to Salesforce could not be set up. Check the salesforce part of connector "
                            + connector.id() + ".",
                    unusable);
        }
    }

    /** Takes the description of an object. */
    public void described(@ExchangeProperty("description") Description description, @Body byte[] body) {
        description.take(body);
    }

    /** Those of some field paths that can be read, as far as is known. */
    public Set<String> readable(Description description, Collection<String> paths) {
        Set<String> readable = new HashSet<>();
        for (String path : paths) {
            if (path.equals(Selection.FROZEN) || description.readable(path)) {
                readable.add(path);
            }
        }
        return readable;
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
        exchange.setProperty("selected", 0L);
    }

    /** Whether a refused query is worth asking again without the fields of parents that cannot be read. */
    public boolean widens(Exchange exchange) {
        Description description = exchange.getProperty("description", Description.class);
        Queries queries = exchange.getProperty("queries", Queries.class);
        return !description.widened()
                && !queries.current().started()
                && OrgErrors.fieldRefused(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** Has the parents along some paths described. */
    public void widen(Description description, Collection<String> paths) {
        description.widen(paths);
    }

    /** Whether a failed request may go through a moment later. */
    public boolean passing(Exchange exchange) {
        return OrgErrors.passing(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** Takes a page; the body becomes its users, the header {@code object} tells of what. */
    public List<SourceUser> page(@ExchangeProperty("queries") Queries queries, @Body byte[] body, Exchange exchange) {
        exchange.getMessage().setHeader("object", queries.getObject());
        exchange.setProperty("announced", queries.current().total());
        Page page = queries.take(body);
        exchange.setProperty("announced", page.total());
        return page.users();
    }

    /** The Ids of a page. */
    public List<String> ids(@Body List<SourceUser> users) {
        return users.stream().map(SourceUser::id).toList();
    }

    /** Splits a page into slices to be mapped. */
    public List<List<SourceUser>> slices(@Body List<SourceUser> users) {
        List<List<SourceUser>> slices = new ArrayList<>();
        for (int from = 0; from < users.size(); from += SLICE) {
            slices.add(users.subList(from, Math.min(from + SLICE, users.size())));
        }
        return slices;
    }

    /** Leaves those of a page out whom the connector does not select for being frozen or not; counts the others. */
    public List<SourceUser> thaw(
            @ExchangeProperty("connector") Connector connector,
            @ExchangeProperty("columns") List<String> columns,
            @ExchangeProperty("frozen") Set<String> frozen,
            @Body List<SourceUser> users,
            Exchange exchange) {
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
        long before = exchange.getProperty("selected", Long.class);
        exchange.setProperty("selected", before + selected.size());
        return selected;
    }

    /** The org's part of the seal: every query was answered to its announced end. */
    public void seal(@ExchangeProperty("queries") Queries queries) {
        queries.seal();
    }

    /** Begins to read users back; exchange properties {@code readBack} and {@code queries} afterwards. */
    public void readBack(
            @ExchangeProperty("connector") Connector connector, @Body List<String> ids, Exchange exchange) {
        ReadBack readBack = new ReadBack(new Selection(connector), ids);
        exchange.setProperty("readBack", readBack);
        exchange.setProperty("queries", readBack.queries());
    }

    /** Takes a page of users read back. */
    public void told(@ExchangeProperty("readBack") ReadBack readBack, @Body byte[] body) {
        readBack.take(body);
    }
}
