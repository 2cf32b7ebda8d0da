package io.connectors.salesforce.server;

import io.connectors.salesforce.config.ConnectorFolder;
import io.connectors.salesforce.config.PlaceholderValues;
import io.connectors.salesforce.config.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of the process: {@code application.properties} as shipped, overridden by {@code config/application.properties},
 * by environment variables and by system properties, in this order.
 */
public final class Settings {
    private static final String EMBEDDED = "jdbc:h2:file:";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Pattern FILE = Pattern.compile("\\{\\{file:([^{}]+)}}");
    private static final Pattern NAMES_A_FILE = Pattern.compile(".*\\.(path|key|keys|file|store|key-store)");
    private static final Pattern CREDENTIAL = Pattern.compile(".*\\.(username|password|token)");

    private final Properties values;

    private Settings(Properties values) {
        this.values = values;
    }

    /** As this process sees them. */
    public static Settings load() {
        return load(Path.of("config", "application.properties"), System.getenv(), System.getProperties());
    }

    /** As shipped, but for some: a container has a configuration of its own in place of the process's. */
    public static Settings shippedBut(Map<String, String> changed) {
        Properties values = shipped();
        values.putAll(changed);
        return new Settings(values);
    }

    private static Properties shipped() {
        Properties values = new Properties();
        try (InputStream shipped = Settings.class.getResourceAsStream("/application.properties")) {
            values.load(shipped);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The shipped settings cannot be read", unreadable);
        }
        return values;
    }

    static Settings load(Path file, Map<String, String> environment, Properties system) {
        Properties values = shipped();
        if (Files.exists(file)) {
            try (InputStream own = Files.newInputStream(file)) {
                values.load(own);
                values.replaceAll((name, value) -> String.valueOf(value).trim());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The settings cannot be read: " + file, unreadable);
            }
        }
        for (String key : values.stringPropertyNames()) {
            String variable = variable(key);
            if (environment.containsKey(variable)) {
                values.setProperty(key, environment.get(variable));
            }
            if (system.getProperty(key) != null) {
                values.setProperty(key, system.getProperty(key));
            }
        }
        return new Settings(values);
    }

    /** The same with one setting changed. */
    public Settings with(String name, String value) {
        Properties changed = new Properties();
        changed.putAll(values);
        changed.setProperty(name, value);
        return new Settings(changed);
    }

    /**
     * A setting that has a default; <code>{{file:PATH}}</code> in it stands for the file's content, character for character. A credential
     * of the environment keeps its blanks.
     *
     * @throws IllegalArgumentException if such a file cannot be read, or a credential holds what none can
     */
    public String text(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("No such setting: " + name);
        }
        boolean credential = CREDENTIAL.matcher(name).matches();
        String text = FILE.matcher(credential ? value : value.trim())
                .replaceAll(found -> Matcher.quoteReplacement(content(name, found.group(1))));
        String fault = credential ? PlaceholderValues.fault(text) : null;
        if (fault != null) {
            throw new IllegalArgumentException(name + " " + fault + ".");
        }
        return PlaceholderValues.arrived(name, text);
    }

    /** A setting that is a list, separated by commas. */
    public List<String> list(String name) {
        return Stream.of(text(name).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** The environment variable that overrides a setting. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The files that settings name: by a placeholder, or by being a path. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (String name : values.stringPropertyNames()) {
            String value = values.getProperty(name);
            FILE.matcher(value).results().forEach(found -> add(files, found.group(1)));
            if (!FILE.matcher(value).find() && NAMES_A_FILE.matcher(name).matches()) {
                add(files, value.strip());
            }
        }
        return files;
    }

    private static void add(List<Path> files, String name) {
        try {
            files.add(Path.of(name));
        } catch (InvalidPathException nobodys) {
            // nothing can be read there
        }
    }

    private static String content(String name, String path) {
        try {
            return SmallFile.secret(path);
        } catch (SmallFile.Unusable unusable) {
            throw new IllegalArgumentException(
                    name + " names the file " + path + ", which " + unusable.getMessage() + ".", unusable);
        }
    }

    /** A setting that is a whole number, not below a least one. */
    public int number(String name, int least) {
        try {
            int value = Integer.parseInt(text(name));
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException wrong) {
            // told below, as a number too low is
        }
        throw new IllegalArgumentException(
                name + " = " + text(name) + " is not allowed: it is a whole number from " + least + " on.");
    }

    /** A setting that is a whole number with its unit: seconds, minutes, hours or days, such as {@code 60s}. */
    public Duration duration(String name) {
        Matcher written = DURATION.matcher(text(name));
        if (written.matches()) {
            long count = Long.parseLong(written.group(1));
            return switch (written.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        throw new IllegalArgumentException(name + " = " + text(name)
                + " is not allowed: it is a whole number followed by s, m, h or d, such as 60s or 15m.");
    }

    /** A setting that is one of some words. */
    public String choice(String name, Set<String> allowed) {
        if (allowed.contains(text(name))) {
            return text(name);
        }
        throw new IllegalArgumentException(name + " = " + text(name) + " is not allowed: it is one of "
                + String.join(", ", new TreeSet<>(allowed)) + ".");
    }

    /** A setting that is a folder. */
    public Path folder(String name) {
        return Path.of(text(name));
    }

    /**
     * A file of this process that lies next to its database: {@code ./data/state.token} for {@code jdbc:h2:file:./data/state}. With a
     * database server it lies in the folder {@code data}; a database in memory has no such place.
     */
    public Optional<Path> beside(String ending) {
        String url = text("database.url");
        if (!url.startsWith(EMBEDDED)) {
            return url.startsWith("jdbc:h2:mem:")
                    ? Optional.empty()
                    : Optional.of(Path.of("data", "console." + ending));
        }
        String database = url.substring(EMBEDDED.length()).replaceFirst(";.*", "");
        return Optional.of(Path.of(database.replaceFirst("^~", System.getProperty("user.home")) + "." + ending));
    }

    /** Whether only one process can use the database. */
    public boolean embedded() {
        return text("database.url").startsWith(EMBEDDED);
    }

    /**
     * The folder of connectors, which name mappings, and secrets by environment variables and files.
     *
     * @throws IllegalArgumentException if a setting that says what they may name is wrong
     */
    public ConnectorFolder connectors(MappingFiles mappings) {
        return new ConnectorFolder(
                folder("connectors.dir"), Permits.surroundings(this, mappings), Permits.sources(this));
    }

    Properties all() {
        return values;
    }
}
