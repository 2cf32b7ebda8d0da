package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All findings of one file, and where its keys stand. */
final class Problems {
    private static final int LONGEST_VALUE = 80;
    private static final int MOST = 50;

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> placeholders = new HashMap<>();
    private final Set<String> wrong = new HashSet<>();
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    static String child(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    static String item(String key, int index) {
        return key + "[" + index + "]";
    }

    /** Where a key stands; what is below it and has no line of its own is reported there too. */
    void located(String key, int line) {
        lines.put(key, line);
    }

    /** The text as written, shown instead of the value the placeholder brought in: that may be anybody's secret. */
    void cameFromPlaceholder(String key, String text) {
        placeholders.put(key, text);
    }

    boolean fromPlaceholder(String key) {
        return placeholders.containsKey(key);
    }

    /** The text as written. */
    String written(String key) {
        return placeholders.get(key);
    }

    void error(String key, String message) {
        error(line(key), key, message);
    }

    void error(int line, String key, String message) {
        wrong.add(key);
        found.add(new Problem(Severity.ERROR, file, line, shown(key), message));
    }

    void warning(String key, String message) {
        found.add(new Problem(Severity.WARNING, file, line(key), shown(key), message));
    }

    /** Whether the key's own value is already known to be wrong. */
    boolean wrong(String key) {
        return wrong.contains(key);
    }

    boolean anyError() {
        return !wrong.isEmpty();
    }

    /** In the order of the file. Of a file with very many, so many that a person can read them: errors before warnings. */
    List<Problem> inOrder() {
        Comparator<Problem> byPlace = Comparator.comparingInt(Problem::line)
                .thenComparing(Problem::severity)
                .thenComparing(Problem::key);
        if (found.size() <= MOST) {
            return found.stream().sorted(byPlace).toList();
        }
        List<Problem> shown = found.stream()
                .sorted(Comparator.comparing(Problem::severity).thenComparing(byPlace))
                .limit(MOST)
                .sorted(byPlace)
                .collect(Collectors.toCollection(ArrayList::new));
        Problem last = shown.get(MOST - 1);
        shown.add(new Problem(
                last.severity(),
                file,
                last.line(),
                "",
                "There are " + (found.size() - MOST) + " more problems. Correct these first, then check again."));
        return List.copyOf(shown);
    }

    /** The value as a message may show it. */
    String shown(String key, Shape shape, JsonNode value) {
        if (shape.secret()) {
            return "The value";
        }
        if (value.isContainerNode()) {
            return value.isArray() ? "A list" : "A block of keys";
        }
        String text = placeholders.getOrDefault(key, value.asText()).strip().replaceAll("\\s+", " ");
        if (text.contains("://")) {
            text = text.replaceFirst("//.*@", "//***@").replaceFirst("[?#].*", "");
        }
        return '"' + (text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text) + '"';
    }

    /** A slip can make a value part of the key, as in {@code {password:word}}: only the words before it are shown. */
    private static String shown(String key) {
        return key.replaceFirst("(?s)[^\\w.\\[\\]-].*", "…");
    }

    private int line(String key) {
        for (String place = key; !place.isEmpty(); place = place.substring(0, parentEnd(place))) {
            Integer line = lines.get(place);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static int parentEnd(String key) {
        return Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('[')));
    }
}
