package io.connectors.salesforce.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A placeholder of a connector file: <code>{{env:NAME}}</code> or <code>{{file:PATH}}</code>. There is no other kind, no default and
 * no nesting.
 */
record Placeholder(Kind kind, String name) {
    static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    /** Where a value comes from. */
    enum Kind {
        ENV,
        FILE;

        private String prefix() {
            return this == ENV ? "env:" : "file:";
        }
    }

    /** A piece of a value: a placeholder, or text that stands for itself. */
    record Part(String text, Placeholder placeholder) {
        boolean literal() {
            return placeholder == null;
        }
    }

    /** Why something in braces is not a placeholder, and what to do. It never shows the text, which could be a secret. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * The pieces of a value in their order.
     *
     * @throws Malformed if it holds two opening braces that begin no placeholder
     */
    static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new Malformed("contains {{ without }}." + remedy());
            }
            if (open > at) {
                parts.add(new Part(text.substring(at, open), null));
            }
            String inner = text.substring(open + OPEN.length(), close);
            parts.add(new Part(OPEN + inner + CLOSE, of(inner)));
            at = close + CLOSE.length();
        }
        if (at < text.length()) {
            parts.add(new Part(text.substring(at), null));
        }
        return parts;
    }

    /** The placeholders of a value; none where it is malformed. */
    static List<Placeholder> find(String text) {
        try {
            return parts(text).stream()
                    .filter(part -> !part.literal())
                    .map(Part::placeholder)
                    .toList();
        } catch (Malformed malformed) {
            return List.of();
        }
    }

    private static Placeholder of(String inner) {
        if (inner.contains("{")) {
            throw new Malformed("contains a placeholder within a placeholder." + remedy());
        }
        for (Kind kind : Kind.values()) {
            if (inner.startsWith(kind.prefix())) {
                String name = inner.substring(kind.prefix().length());
                if (name.isBlank() || !name.equals(name.strip())) {
                    throw new Malformed("contains a placeholder with no name, or with spaces around it." + remedy());
                }
                if (kind == Kind.ENV && name.contains(":")) {
                    throw new Malformed(
                            "contains a placeholder with a default value, which does not exist here. Set the"
                                    + " environment variable, and write {{env:NAME}} alone.");
                }
                return new Placeholder(kind, name);
            }
        }
        throw new Malformed("contains a placeholder of an unknown kind." + remedy());
    }

    private static String remedy() {
        return " Allowed: {{env:NAME}} and {{file:PATH}}. If the value itself contains {{, put it into a file or an"
                + " environment variable.";
    }

    /** As written. */
    @Override
    public String toString() {
        return OPEN + kind.prefix() + name + CLOSE;
    }
}
