package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** {@code /query} and its pages. The rows of a query are fixed when it is asked; their fields are read page by page. */
final class QueryEndpoint {
    static final int LARGEST_PAGE = 2000;

    private final Catalog catalog;
    private final Map<String, Cursor> cursors = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile int shrinkTo;
    private volatile boolean singleUse;

    /**
     * A page still to be asked for.
     *
     * @param from the place of its first row
     * @param number 0 for a query's first page
     */
    private record Cursor(RecordShape shape, int[] rows, int from, int number, int pageSize, String version) {
        Cursor next(int place) {
            return new Cursor(shape, rows, place, number + 1, pageSize, version);
        }
    }

    QueryEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Every second page smaller than asked; 0 for none. */
    void shrinkPages(int rows) {
        shrinkTo = rows;
    }

    /** Whether the address of a page works once only. */
    void singleUse(boolean value) {
        singleUse = value;
    }

    /** Forgets every place in a result, as after two days. */
    void expireCursors() {
        cursors.clear();
    }

    byte[] query(String text, String version, int pageSize, OrgFault fault) {
        Soql soql = SoqlParser.parse(text);
        SoqlEvaluator evaluator = new SoqlEvaluator(catalog, soql);
        if (soql.counts()) {
            int total = evaluator.rows().length;
            return new JsonBytes()
                    .raw("{\"totalSize\":" + total + ",\"done\":true,\"records\":[]}")
                    .toBytes();
        }
        RecordShape shape = new RecordShape(catalog, soql, version);
        return page(new Cursor(shape, evaluator.rows(), 0, 0, pageSize, version), fault);
    }

    byte[] more(String locator, OrgFault fault) {
        Cursor cursor = singleUse ? cursors.remove(locator) : cursors.get(locator);
        if (cursor == null) {
            throw new SoqlProblem(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(cursor, fault);
    }

    private byte[] page(Cursor cursor, OrgFault fault) {
        Kind kind = fault == null ? null : fault.kind();
        int from = kind == Kind.REPEAT_PAGE ? Math.max(0, cursor.from() - cursor.pageSize()) : cursor.from();
        boolean shrunk = shrinkTo > 0 && cursor.number() % 2 == 1;
        int size = shrunk ? Math.min(shrinkTo, cursor.pageSize()) : cursor.pageSize();
        int to = Math.min(cursor.rows().length, cursor.from() + size);
        boolean done = to == cursor.rows().length;
        JsonBytes json = new JsonBytes();
        int total = cursor.rows().length + (kind == Kind.TOTAL_SIZE ? 1 : 0);
        json.raw("{\"totalSize\":" + total + ",\"done\":" + (done || kind == Kind.FLIP_DONE));
        if (!done && kind != Kind.DROP_NEXT && kind != Kind.FLIP_DONE) {
            String locator = "0r8" + String.format(Locale.ROOT, "%012d", numbers.incrementAndGet()) + "AAA";
            cursors.put(locator, cursor.next(to));
            String next = "/services/data/v" + cursor.version() + "/query/" + locator;
            json.raw(",\"nextRecordsUrl\":\"" + (kind == Kind.NEXT_URL ? fault.url() : next) + "\"");
        }
        json.raw(",\"records\":[");
        records(json, cursor, from, end(kind, cursor.from(), from, to), kind);
        return json.raw("]}").toBytes();
    }

    /** Behind the last row written, of those from {@code from} to below {@code to}. */
    private static int end(Kind kind, int own, int from, int to) {
        if (kind == Kind.DROP_PAGE) {
            return from;
        }
        if (kind == Kind.REPEAT_PAGE && from < own) {
            return own;
        }
        return to - (kind == Kind.DROP_RECORD ? 1 : 0);
    }

    private static void records(JsonBytes json, Cursor cursor, int from, int to, Kind kind) {
        for (int i = from; i < to; i++) {
            cursor.shape().write(i == from ? json : json.raw(","), cursor.rows()[i]);
            if (kind == Kind.DUPLICATE_RECORD && i == from) {
                cursor.shape().write(json.raw(","), cursor.rows()[i]);
            }
        }
    }
}
