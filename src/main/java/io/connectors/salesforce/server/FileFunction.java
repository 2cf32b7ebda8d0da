package io.connectors.salesforce.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertiesFunction;

/** The placeholder <code>{{file:PATH}}</code>: a file's content without the line break at its end, as secrets are mounted. */
final class FileFunction implements PropertiesFunction {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{file:([^{}]+)}}");

    @Override
    public String getName() {
        return "file";
    }

    /** Null where the file cannot be read; the message of another exception could show its name only. */
    @Override
    public String apply(String path) {
        try {
            return Files.readString(Path.of(path)).replaceFirst("\\R$", "");
        } catch (IOException | InvalidPathException unreadable) {
            return null;
        }
    }

    /**
     * A setting's value with these placeholders replaced.
     *
     * @throws IllegalArgumentException if a file cannot be read
     */
    static String resolve(String name, String value) {
        Matcher placeholders = PLACEHOLDER.matcher(value);
        return placeholders.replaceAll(found -> {
            String content = new FileFunction().apply(found.group(1));
            if (content == null) {
                throw new IllegalArgumentException(name + " names the file " + found.group(1)
                        + ", which cannot be read. Create it, or give this" + " process the right to read it.");
            }
            return Matcher.quoteReplacement(content);
        });
    }
}
