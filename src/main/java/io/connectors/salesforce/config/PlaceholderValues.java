package io.connectors.salesforce.config;

import java.util.Map;
import java.util.function.UnaryOperator;

/** What placeholders lead to, character for character: environment variables and files. */
public final class PlaceholderValues implements UnaryOperator<String> {
    /** What Java makes of bytes that the locale's character set does not have. */
    private static final char UNREADABLE = '\uFFFD';

    private static final String UNREADABLE_FAULT =
            "contains characters that the locale of this process does not have. Start it with a UTF-8 locale (LC_ALL=C.UTF-8), or put"
                    + " the value into a file";

    private final Map<String, String> environment;

    public PlaceholderValues(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @param written one placeholder
     * @throws IllegalArgumentException if it leads nowhere; the message says why and what to do, and holds no value
     */
    @Override
    public String apply(String written) {
        Placeholder placeholder = Placeholder.parts(written).get(0).placeholder();
        return placeholder.kind() == Placeholder.Kind.ENV
                ? variable(written, placeholder.name())
                : file(written, placeholder.name());
    }

    private String variable(String written, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(written + " has no value. Set the environment variable " + name + ".");
        }
        return arrived(written, value);
    }

    private static String file(String written, String path) {
        try {
            return SmallFile.secret(path);
        } catch (SmallFile.Unusable unusable) {
            throw new IllegalArgumentException(
                    written + " has no value: the file " + unusable.getMessage() + ".", unusable);
        }
    }

    /**
     * A value of the environment or the command line, if all its characters arrived.
     *
     * @throws IllegalArgumentException if the locale has lost some
     */
    public static String arrived(String name, String value) {
        if (value.indexOf(UNREADABLE) >= 0) {
            throw new IllegalArgumentException(name + " " + UNREADABLE_FAULT + ".");
        }
        return value;
    }

    /** What is wrong with a secret's characters, as the rest of a sentence; null where nothing is. */
    public static String fault(String value) {
        if (value.startsWith("\uFEFF")) {
            return "begins with a byte order mark. Save it as UTF-8 without one";
        }
        if (value.indexOf(UNREADABLE) >= 0) {
            return UNREADABLE_FAULT;
        }
        int at = 0;
        while (at < value.length() && !Character.isISOControl(value.charAt(at))) {
            at++;
        }
        if (at == value.length()) {
            return null;
        }
        boolean line = value.charAt(at) == '\n' || value.charAt(at) == '\r';
        return line
                ? "contains a line break. Write the value on one line; one line break at the end of a file is left out"
                : "contains a control character (number " + (int) value.charAt(at) + "). Remove it";
    }
}
