package io.connectors.salesforce.mapping;

import java.util.regex.Pattern;

/** A text that a regular expression may look at only so often: a catastrophic one rejects a user instead of hanging a run. */
final class BoundedText implements CharSequence {
    private static final int LOOKS = 1_000_000;

    private final String text;
    private int looks;

    private BoundedText(String text) {
        this.text = text;
    }

    /** @throws Refused if the expression backtracks without end */
    static String replaceAll(Pattern pattern, String text, String replacement) {
        return pattern.matcher(new BoundedText(text)).replaceAll(replacement);
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
