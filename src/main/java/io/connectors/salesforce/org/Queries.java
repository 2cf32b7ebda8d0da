package io.connectors.salesforce.org;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Queries to be asked one after the other, page by page: the exchange property {@code queries} of the routes. */
public final class Queries {
    private final List<Query> all = new ArrayList<>();
    private final Deque<Query> waiting = new ArrayDeque<>();

    Queries(List<Query> queries) {
        queries.forEach(this::add);
    }

    void add(Query query) {
        all.add(query);
        waiting.add(query);
    }

    /** Whether another page is to be asked for. */
    public boolean isMore() {
        return !waiting.isEmpty();
    }

    /** What to ask for now: SOQL, or the path of a page. */
    public String getNext() {
        return waiting.getFirst().next();
    }

    /** The operation of the Salesforce component that takes {@link #getNext()}. */
    public String getOperation() {
        return waiting.getFirst().started() ? "queryMore" : "query";
    }

    /** The object the present query reads. */
    public String getObject() {
        return waiting.getFirst().object();
    }

    Query current() {
        return waiting.getFirst();
    }

    /** Takes a page of the present query, and goes on to the next query after its last. */
    Page take(byte[] body) {
        Query query = waiting.getFirst();
        Page page = query.take(body);
        if (query.next() == null) {
            query.seal();
            waiting.removeFirst();
        }
        return page;
    }

    /** @throws OrgFailure unless every query was answered to its end */
    void seal() {
        if (isMore()) {
            throw new OrgFailure(
                    "The read of " + getObject() + " was broken off before its end. Nothing was sent and nobody is"
                            + " removed; run the connector again.");
        }
        all.forEach(Query::seal);
    }
}
