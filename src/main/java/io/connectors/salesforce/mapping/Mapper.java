package io.connectors.salesforce.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** A mapping compiled for the fields that can be read. Safe for use by several threads. */
public final class Mapper {
    private static final int FINGERPRINT_BYTES = 16;

    private final List<String> sources;
    private final List<String> leftOut;
    private final List<Row> rows;
    private final int[][] columns;
    private final Tree tree = new Tree();
    private final LongAdder documents = new LongAdder();
    private final LongAdder[] filled;

    Mapper(List<Row> all, Set<String> readable) {
        rows = all.stream().filter(row -> readable.containsAll(row.sources())).toList();
        leftOut = all.stream()
                .filter(row -> !readable.containsAll(row.sources()))
                .map(Row::target)
                .toList();
        sources =
                rows.stream().flatMap(row -> row.sources().stream()).distinct().toList();
        columns = new int[rows.size()][];
        for (int i = 0; i < rows.size(); i++) {
            columns[i] =
                    rows.get(i).sources().stream().mapToInt(sources::indexOf).toArray();
            tree.add(rows.get(i).path(), i);
        }
        filled = Stream.generate(LongAdder::new).limit(rows.size()).toArray(LongAdder[]::new);
    }

    /** How many documents were made so far, and by target how many of them have a value there. */
    public Fill fill() {
        Map<String, Long> attributes = new TreeMap<>();
        for (int i = 0; i < filled.length; i++) {
            attributes.put(rows.get(i).target(), filled[i].sum());
        }
        return new Fill(documents.sum(), attributes);
    }

    /** The fields to read; values of {@link #map} stand in this order. */
    public List<String> sources() {
        return sources;
    }

    /** Targets whose fields cannot all be read; no document has them. */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * Maps one user.
     *
     * @param values by {@link #sources()}: String, Boolean, a number, Map, List, or null
     */
    public Mapped map(Object[] values) {
        Object[] targets = new Object[rows.size()];
        for (int i = 0; i < targets.length; i++) {
            Row row = rows.get(i);
            try {
                targets[i] = value(row, columns[i], values);
            } catch (Refused refused) {
                return rejection(row, refused.code(), refused.getMessage());
            }
            if (targets[i] == null && row.required()) {
                return rejection(row, "required", "a value is Required and there is none");
            }
        }
        documents.increment();
        for (int i = 0; i < targets.length; i++) {
            if (targets[i] != null) {
                filled[i].increment();
            }
        }
        StringBuilder json = new StringBuilder(1024);
        tree.write(json, targets);
        String document = json.toString();
        return new Document(document, fingerprint(document));
    }

    private static Object value(Row row, int[] columns, Object[] values) {
        if (row.transforms().isEmpty()) {
            Object value = values[columns[0]];
            return Values.empty(value) ? null : value;
        }
        List<Object> present = new ArrayList<>(columns.length);
        for (int column : columns) {
            present.add(values[column]);
        }
        if (present.isEmpty()) {
            present.add(null);
        }
        for (Transform transform : row.transforms()) {
            present = transform.apply(present);
        }
        return Values.empty(present.get(0)) ? null : present.get(0);
    }

    private static Rejection rejection(Row row, String code, String message) {
        return new Rejection(
                row.target(),
                code,
                row.target() + (row.sources().isEmpty() ? "" : " (from " + String.join(", ", row.sources()) + ")")
                        + ": " + message + ".");
    }

    private static byte[] fingerprint(String document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.ISO_8859_1));
            return Arrays.copyOf(digest, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
