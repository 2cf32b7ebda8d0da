package io.connectors.salesforce.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proves that a condition stays inside the parentheses it is put into; whether it is right Salesforce says. */
final class SoqlCondition {
    private static final Pattern CLAUSE =
            Pattern.compile("(?i)(?<![\\w.])(where|order\\s+by|group\\s+by|having|limit|offset)(?![\\w.])");
    private static final Pattern COMMENT = Pattern.compile("--|/\\*|//");

    private SoqlCondition() {}

    /** What is wrong and what to do. */
    static Optional<String> fault(String condition) {
        if (condition.isBlank()) {
            return Optional.of("is empty. Remove the key to import without a condition.");
        }
        StringBuilder outside = new StringBuilder();
        StringBuilder firstLevel = new StringBuilder();
        int depth = 0;
        boolean text = false;
        for (int i = 0; i < condition.length(); i++) {
            char character = condition.charAt(i);
            if (text && character == '\\') {
                i++;
            } else if (character == '\'') {
                text = !text;
                outside.append(' ');
                firstLevel.append(' ');
            } else if (!text) {
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
                if (depth < 0) {
                    return Optional.of("closes a parenthesis it has not opened. Remove it.");
                }
                outside.append(character);
                firstLevel.append(depth == 0 ? character : ' ');
            }
        }
        if (text) {
            return Optional.of("leaves a quote open. Texts stand in single quotes; inside one write \\'.");
        }
        if (depth > 0) {
            return Optional.of("leaves a parenthesis open. Close it.");
        }
        return clauseFault(outside, firstLevel);
    }

    private static Optional<String> clauseFault(CharSequence outside, CharSequence firstLevel) {
        if (outside.chars().anyMatch(character -> character == '"')) {
            return Optional.of("has double quotes around a text. SOQL wants single quotes.");
        }
        if (COMMENT.matcher(outside).find()) {
            return Optional.of("has a comment. SOQL knows none; remove it.");
        }
        if (outside.chars()
                .anyMatch(character -> Character.isISOControl(character) && !Character.isWhitespace(character))) {
            return Optional.of("has a control character. Remove it.");
        }
        Matcher clause = CLAUSE.matcher(firstLevel);
        return clause.find()
                ? Optional.of(
                        "has the clause " + clause.group() + ". Write the condition alone, such as Department != null.")
                : Optional.empty();
    }
}
