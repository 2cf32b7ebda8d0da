package io.connectors.salesforce.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The transforms by name. */
final class Transforms {
    /** Name and how many arguments it takes at least and at most. */
    enum Name {
        TRIM(0, 0),
        LOWERCASE(0, 0),
        UPPERCASE(0, 0),
        JOIN(1, 1),
        FIRST(0, 0),
        LOOKUP(1, 1000),
        DEFAULT(1, 1),
        CONSTANT(1, 1),
        DATE(0, 0),
        BOOLEAN(0, 0),
        REPLACE(2, 2),
        TRUNCATE(1, 1);

        final int least;
        final int most;

        Name(int least, int most) {
            this.least = least;
            this.most = most;
        }

        /** Whether it makes one value of several. */
        boolean reduces() {
            return this == JOIN || this == FIRST || this == CONSTANT;
        }
    }

    private static final Pattern GROUP = Pattern.compile("(?<!\\\\)\\$(\\d)");

    private Transforms() {}

    /** @throws IllegalArgumentException for arguments it cannot take; the message says what is allowed */
    static Transform of(Name name, List<Argument> arguments) {
        if (arguments.size() < name.least || arguments.size() > name.most) {
            throw new IllegalArgumentException("takes " + name.least
                    + (name.most == name.least ? "" : " or more") + " argument" + (name.least == 1 ? "" : "s")
                    + ", not "
                    + arguments.size());
        }
        return switch (name) {
            case TRIM -> each(value -> Values.strip(Values.text(value)));
            case LOWERCASE -> each(value -> Values.text(value).toLowerCase(Locale.ROOT));
            case UPPERCASE -> each(value -> Values.text(value).toUpperCase(Locale.ROOT));
            case JOIN -> join(arguments.get(0).text());
            case FIRST ->
                values -> Collections.singletonList(values.stream()
                        .filter(value -> !Values.empty(value))
                        .findFirst()
                        .orElse(null));
            case LOOKUP -> lookup(arguments);
            case DEFAULT ->
                values -> values.stream()
                        .map(value -> Values.empty(value) ? arguments.get(0).text() : value)
                        .toList();
            case CONSTANT -> values -> List.of(arguments.get(0).text());
            case DATE -> each(value -> Dates.utc(Values.text(value)));
            case BOOLEAN -> each(Transforms::bool);
            case REPLACE -> replace(arguments.get(0).text(), arguments.get(1).text());
            case TRUNCATE -> truncate(arguments.get(0).text());
        };
    }

    /** Applies to every value that is not empty; an empty one is null. */
    private static Transform each(UnaryOperator<Object> conversion) {
        return values -> {
            List<Object> converted = new ArrayList<>(values.size());
            for (Object value : values) {
                converted.add(Values.empty(value) ? null : conversion.apply(value));
            }
            return converted;
        };
    }

    private static Transform join(String separator) {
        return values -> {
            String joined = values.stream()
                    .filter(value -> !Values.empty(value))
                    .map(Values::text)
                    .collect(Collectors.joining(separator));
            return Collections.singletonList(joined.isEmpty() ? null : joined);
        };
    }

    private static Transform lookup(List<Argument> arguments) {
        Map<String, String> table = new HashMap<>();
        for (Argument argument : arguments) {
            if (argument.equalsAt() < 0) {
                throw new IllegalArgumentException("takes pairs such as true=Active, not " + argument.text());
            }
            if (table.put(argument.key(), argument.value()) != null) {
                throw new IllegalArgumentException("has " + argument.key() + " twice");
            }
        }
        return each(value -> {
            String found = table.get(Values.text(value));
            // a table may have been written for 5.0
            String other = found == null && value instanceof Number ? table.get(value.toString()) : found;
            return other == null ? value : other;
        });
    }

    private static Object bool(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return switch (Values.strip(Values.text(value)).toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new Refused("boolean", "the value is neither true nor false; use lookup before boolean");
        };
    }

    private static Transform replace(String regex, String replacement) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("is no regular expression: " + wrong.getDescription());
        }
        int groups = pattern.matcher("").groupCount();
        Matcher reference = GROUP.matcher(replacement);
        while (reference.find()) {
            if (Integer.parseInt(reference.group(1)) > groups) {
                throw new IllegalArgumentException(
                        "names group " + reference.group() + " and the regular expression has " + groups);
            }
        }
        String safe = GROUP.matcher(replacement).find() ? replacement : Matcher.quoteReplacement(replacement);
        return each(value -> BoundedText.replaceAll(pattern, Values.text(value), safe));
    }

    private static Transform truncate(String length) {
        if (!length.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException("takes a length from 1 to 999999, not " + length);
        }
        int most = Integer.parseInt(length);
        return each(value -> {
            String text = Values.text(value);
            if (text.length() <= most) {
                return text;
            }
            boolean splits = Character.isHighSurrogate(text.charAt(most - 1));
            return text.substring(0, splits ? most - 1 : most);
        });
    }
}
