package io.connectors.salesforce.config.net;

import java.util.regex.Pattern;

/** What others say, fit for a message: one line, no control characters, not long. */
public final class OneLine {
    private static final int LONGEST = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\u2028\\u2029\\s]+");

    private OneLine() {}

    /** At most 300 characters of it; an empty text for null. */
    public static String of(String text) {
        if (text == null) {
            return "";
        }
        // what is far too long is not even looked at
        String start = text.length() <= 4 * LONGEST ? text : text.substring(0, 4 * LONGEST);
        String line = UNPRINTABLE.matcher(start).replaceAll(" ").trim();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "…";
    }
}
