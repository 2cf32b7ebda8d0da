package io.connectors.salesforce.config;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Resolves the placeholders of one value and names the ones that cannot be. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    private final UnaryOperator<String> resolver;
    private final boolean needed;
    private final Problems problems;

    /** @param needed whether a placeholder without a value is an error; else its text stands for the value */
    Placeholders(UnaryOperator<String> resolver, boolean needed, Problems problems) {
        this.resolver = resolver;
        this.needed = needed;
        this.problems = problems;
    }

    static boolean in(String text) {
        return text.contains("{{");
    }

    /** The text with its placeholders replaced; nothing where that failed, or an optional placeholder has no value. */
    Optional<String> resolve(String text, String key) {
        try {
            return Optional.ofNullable(resolver.apply(text));
        } catch (RuntimeException unresolved) { // a vault may throw anything; its message may quote the value
            if (needed) {
                problems.error(key, unresolved(text));
                return Optional.empty();
            }
            problems.warning(key, unresolved(text) + " It is needed once the connector is active.");
            return Optional.of(text);
        }
    }

    private String unresolved(String text) {
        List<String> names = PLACEHOLDER
                .matcher(text)
                .results()
                .map(Placeholders::name)
                .filter(this::hasNoValue)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return "holds a placeholder that cannot be read. Write \"{{env:NAME}}\" or \"{{property.name}}\".";
        }
        String remedies = names.stream().map(Placeholders::remedy).collect(Collectors.joining(" "));
        return "{{" + String.join("}}, {{", names) + "}} has no value. " + remedies;
    }

    private static String remedy(String name) {
        if (name.startsWith(ENVIRONMENT)) {
            return "Set the environment variable " + name.substring(ENVIRONMENT.length()) + ".";
        }
        return name.startsWith(FILE)
                ? "Create the file " + name.substring(FILE.length()) + ", readable for the connector server."
                : "Set " + name + " in application.properties.";
    }

    private boolean hasNoValue(String name) {
        try {
            return resolver.apply("{{" + name + "}}") == null;
        } catch (RuntimeException unresolved) {
            return true;
        }
    }

    /** Function and name without a default, which could be a secret. */
    private static String name(MatchResult placeholder) {
        Matcher parts = Pattern.compile("((?:[a-z]+:)?[^:]*).*", Pattern.DOTALL).matcher(placeholder.group(1));
        return parts.matches() ? parts.group(1) : placeholder.group(1);
    }
}
