package io.connectors.salesforce.org;

import io.connectors.salesforce.mapping.SourceUser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One SOQL query on its way through its pages, and the proof that all of them came. */
final class Query {
    private static final Pattern NEXT_PAGE = Pattern.compile("/services/data/v\\d+\\.\\d+/query/[A-Za-z0-9_-]+");

    private final String object;
    private final PageReader reader;
    private String next;
    private boolean started;
    private boolean ended;
    private long total = -1;
    private long rows;
    /** The first Id of each page. */
    private final Set<String> pages = new HashSet<>();

    /** @param columns field paths, in the order of a row's values */
    Query(String object, String soql, List<String> columns) {
        this.object = object;
        this.next = soql;
        this.reader = new PageReader(columns);
    }

    String object() {
        return object;
    }

    /** The SOQL, then the path of each further page; null after the last. */
    String next() {
        return next;
    }

    boolean started() {
        return started;
    }

    long total() {
        return total;
    }

    /**
     * Takes a page.
     *
     * @throws OrgFailure if it is cut off, or does not go with the pages before it
     */
    Page take(byte[] body) {
        // where an answer is empty, camel-salesforce leaves what was asked in its place
        boolean empty = body == null || Arrays.equals(body, next.getBytes(StandardCharsets.UTF_8));
        Page page = reader.read(empty ? new byte[0] : body);
        started = true;
        if (total >= 0 && page.total() != total) {
            throw incomplete("its total changed from " + total + " to " + page.total());
        }
        if (!page.users().isEmpty() && !pages.add(page.users().get(0).id())) {
            throw incomplete("a page came twice");
        }
        // users are told apart again where they are staged
        if (!object.equals("User")
                && page.users().stream().map(SourceUser::id).distinct().count()
                        != page.users().size()) {
            throw incomplete("a page names a user twice");
        }
        total = page.total();
        rows += page.users().size();
        ended = page.done();
        next = page.done() ? null : nextPath(page);
        return page;
    }

    private String nextPath(Page page) {
        if (page.next() == null || !NEXT_PAGE.matcher(page.next()).matches()) {
            throw incomplete(
                    page.next() == null
                            ? "a page named no next one although it was not the last"
                            : "the address of the next page is not one of Salesforce's query pages; it was not followed");
        }
        return page.next();
    }

    /** @throws OrgFailure unless the end was announced and exactly the announced rows came */
    void seal() {
        if (!ended) {
            throw incomplete("the end was not reached");
        }
        if (rows != total) {
            throw incomplete(total + " rows were announced and " + rows + " came");
        }
    }

    private OrgFailure incomplete(String why) {
        return new OrgFailure("The read of " + object + " is not complete: " + why
                + ". Nothing was sent and nobody is removed; run the connector again.");
    }
}
