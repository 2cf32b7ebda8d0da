package io.connectors.salesforce.mapping;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well the attributes of an import are filled.
 *
 * @param users documents made
 * @param attributes by target path, how many of these have a value there
 */
public record Fill(long users, Map<String, Long> attributes) {
    private static final double EMPTY = 0.05;
    private static final double FILLED = 0.2;

    public Fill {
        attributes = new TreeMap<>(attributes);
    }

    private double share(String target) {
        return users == 0 ? 0 : (double) attributes.getOrDefault(target, 0L) / users;
    }

    /** Attributes that nearly nobody (at most 5 %) has a value for, while before many (at least 20 %) had one. */
    public List<String> blankedSince(Fill before) {
        return attributes.keySet().stream()
                .filter(target -> share(target) <= EMPTY && before.share(target) >= FILLED)
                .toList();
    }
}
