package io.connectors.salesforce.mapping;

import java.util.regex.Pattern;

/**
 * A text that a regular expression may look at only so often: a catastrophic one rejects a user instead of hanging a run. So does
 * one that needs more stack than there is, as Java's matcher calls itself for each repetition of a group.
 */
final class BoundedText implements CharSequence {
    private static final int LOOKS = 1_000_000;

    private final String text;
    private int looks;

    private BoundedText(String text) {
        this.text = text;
    }

    /** @throws Refused if the expression backtracks without end, or repeats a group too often */
    static String replaceAll(Pattern pattern, String text, String replacement) {
        try {
            return pattern.matcher(new BoundedText(text)).replaceAll(replacement);
        } catch (StackOverflowError tooDeep) {
            throw new Refused(
                    "replace",
                    "the value is too long for the regular expression, which repeats a group; use a character class"
                            + " such as [ab] in place of (a|b)");
        }
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new Refused("replace", "the regular expression backtracks without end on the value; simplify it");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
