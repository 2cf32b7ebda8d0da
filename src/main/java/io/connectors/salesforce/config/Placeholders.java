package io.connectors.salesforce.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Puts the values of placeholders in their place, character for character, and names the ones that have none. */
final class Placeholders {
    private final UnaryOperator<String> values;
    private final boolean needed;
    private final Problems problems;

    /**
     * @param values gets one placeholder as written and answers with its value; IllegalArgumentException with cause and remedy where
     *     it has none
     * @param needed whether a placeholder without a value is an error; else its text stands for the value
     */
    Placeholders(UnaryOperator<String> values, boolean needed, Problems problems) {
        this.values = values;
        this.needed = needed;
        this.problems = problems;
    }

    /** Leaves every text as it is written. */
    static Placeholders untouched(Problems problems) {
        return new Placeholders(null, false, problems);
    }

    /** Whether values take the place of placeholders here. */
    boolean resolves() {
        return values != null;
    }

    static boolean in(String text) {
        return text.contains(Placeholder.OPEN);
    }

    /** The text with its placeholders replaced; nothing where that failed. */
    Optional<String> resolve(String text, String key) {
        if (!resolves()) {
            return Optional.of(text);
        }
        List<Placeholder.Part> parts;
        try {
            parts = Placeholder.parts(text);
        } catch (Placeholder.Malformed malformed) {
            problems.error(key, malformed.getMessage());
            return Optional.empty();
        }
        StringBuilder resolved = new StringBuilder();
        Set<String> faults = new LinkedHashSet<>();
        for (Placeholder.Part part : parts) {
            resolved.append(part.literal() ? part.text() : value(part.text(), faults));
        }
        if (faults.isEmpty()) {
            return Optional.of(resolved.toString());
        }
        String all = String.join(" ", faults);
        if (needed) {
            problems.error(key, all);
            return Optional.empty();
        }
        problems.warning(key, all + " It is needed once the connector is active.");
        return Optional.of(text);
    }

    private String value(String written, Set<String> faults) {
        try {
            String value = values.apply(written);
            String fault = PlaceholderValues.fault(value);
            if (fault == null) {
                return value;
            }
            faults.add("The value of " + written + " " + fault + ".");
        } catch (IllegalArgumentException none) {
            faults.add(none.getMessage());
        } catch (RuntimeException broken) { // a source of values may throw anything; its message may quote one
            faults.add(written + " has no value: it cannot be read now.");
        }
        return "";
    }
}
