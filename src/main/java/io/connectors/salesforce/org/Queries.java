package io.connectors.salesforce.org;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queries to be asked one after the other, page by page: the exchange property {@code queries} of the routes. One page may have
 * arrived before the one ahead of it is done with.
 */
public final class Queries {
    private final List<Query> all = new ArrayList<>();
    private final Deque<Query> waiting = new ArrayDeque<>();
    private final AtomicLong selected = new AtomicLong();
    private byte[] arrived;
    private volatile boolean lost;

    Queries(List<Query> queries) {
        queries.forEach(this::add);
    }

    void add(Query query) {
        all.add(query);
        waiting.add(query);
    }

    /** Whether there is another page. */
    public boolean isMore() {
        return !waiting.isEmpty();
    }

    /** Whether another page is to be asked for now. */
    public boolean isWanting() {
        return isMore() && arrived == null && !lost;
    }

    /** Whether the present query has begun and not ended: a first page is not asked for ahead, as it may be refused. */
    public boolean isUnderway() {
        return isMore() && current().started();
    }

    /** Whether Salesforce has forgotten the place in the result, so that the read has to begin anew. */
    public boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    void received(byte[] page) {
        arrived = page;
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

    /** Takes the page that has arrived, and goes on to the next query after the last of one. */
    Page take() {
        Query query = waiting.getFirst();
        Page page = query.take(arrived);
        arrived = null;
        if (query.next() == null) {
            query.seal();
            waiting.removeFirst();
        }
        return page;
    }

    /** Users handed over so far, after the filter on frozen ones. */
    public long getSelected() {
        return selected.get();
    }

    void select(int users) {
        selected.addAndGet(users);
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
