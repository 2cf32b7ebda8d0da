package io.connectors.salesforce.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads the column Transform: {@code name(argument,"quoted argument") | name}. */
final class TransformParser {
    /**
     * One transform as written.
     *
     * @param name which
     * @param transform what it does
     */
    record Step(Transforms.Name name, Transform transform) {}

    private final String text;
    private int at;

    private TransformParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException with what is wrong and allowed */
    static List<Step> parse(String text) {
        return Values.blank(text) ? List.of() : new TransformParser(text).steps();
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        do {
            steps.add(step());
            space();
        } while (accept('|'));
        if (at < text.length()) {
            throw new IllegalArgumentException("unexpected " + text.substring(at) + "; transforms are separated by |");
        }
        return steps;
    }

    private Step step() {
        space();
        int from = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        Transforms.Name name = name(text.substring(from, at));
        space();
        List<Argument> arguments = accept('(') ? arguments() : List.of();
        try {
            Argument.refuseTypographicQuotes(arguments);
            return new Step(name, Transforms.of(name, arguments));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name.name().toLowerCase(Locale.ROOT) + " " + wrong.getMessage(), wrong);
        }
    }

    private Transforms.Name name(String word) {
        return Arrays.stream(Transforms.Name.values())
                .filter(name -> name.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no transform "
                        + (word.isEmpty() ? text.substring(at) : word) + "; allowed are "
                        + Arrays.stream(Transforms.Name.values())
                                .map(name -> name.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        do {
            arguments.add(argument());
        } while (accept(','));
        if (!accept(')')) {
            throw new IllegalArgumentException("a ) is missing");
        }
        return arguments;
    }

    /** Up to the comma or parenthesis that ends it; parentheses within it are balanced, quoted parts are taken as they are. */
    private Argument argument() {
        StringBuilder argument = new StringBuilder(blanks());
        int equalsAt = -1;
        boolean quoted = false;
        int depth = 0;
        int end = argument.length();
        while (at < text.length()) {
            char character = text.charAt(at);
            if (depth == 0 && (character == ',' || character == ')')) {
                break;
            }
            if (character == '"') {
                quoted = true;
                quoted(argument);
                end = argument.length();
                continue;
            }
            if (character == '=' && equalsAt < 0) {
                equalsAt = argument.length();
            }
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            argument.append(character);
            end = Values.space(character) ? end : argument.length();
            at++;
        }
        argument.setLength(end);
        return new Argument(argument.toString(), equalsAt, quoted);
    }

    /** Skips blanks before an argument; they are the argument where there is nothing else. */
    private String blanks() {
        int start = at;
        while (at < text.length() && Values.space(text.charAt(at))) {
            at++;
        }
        boolean all = at == text.length() || text.charAt(at) == ',' || text.charAt(at) == ')';
        return all ? text.substring(start, at) : "";
    }

    /** Within quotes a backslash takes a quote or a backslash literally. */
    private void quoted(StringBuilder argument) {
        for (at++; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"') {
                at++;
                return;
            }
            boolean escapes = character == '\\' && at + 1 < text.length() && "\"".indexOf(text.charAt(at + 1)) >= 0;
            argument.append(escapes ? text.charAt(++at) : character);
        }
        throw new IllegalArgumentException("a closing quote is missing");
    }

    private void space() {
        while (at < text.length() && Values.space(text.charAt(at))) {
            at++;
        }
    }

    private boolean accept(char character) {
        boolean there = at < text.length() && text.charAt(at) == character;
        at += there ? 1 : 0;
        return there;
    }
}
