package io.connectors.salesforce.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line of a connector file that switches it on or off. */
final class ActiveLine {
    private static final Pattern ACTIVE = Pattern.compile("(?m)^(active[ \\t]*:[ \\t]+)(\\S+)");

    private ActiveLine() {}

    /** A file's text with that line changed or added, and else as it was. */
    static String set(String file, String text, boolean active) {
        Options wanted = Options.of(file, text);
        wanted.tree().put("active", active);
        String changed = line(text, active);
        // a file written as one flow mapping, say, has no such line
        boolean same = Options.of(file, changed).tree().equals(wanted.tree());
        return same ? changed : wanted.yaml();
    }

    private static String line(String text, boolean active) {
        Matcher line = ACTIVE.matcher(text);
        return line.find()
                ? line.replaceFirst("$1" + active)
                : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + "active: " + active + "\n";
    }
}
