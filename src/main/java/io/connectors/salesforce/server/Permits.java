package io.connectors.salesforce.server;

import io.connectors.salesforce.config.PlaceholderValues;
import io.connectors.salesforce.config.Surroundings;
import io.connectors.salesforce.config.allow.Hosts;
import io.connectors.salesforce.config.allow.SecretSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** What connectors may name by the settings {@code egress.allow}, {@code secrets.files} and {@code secrets.environment}. */
final class Permits {
    /** Settings that are not there yet, options of the JVM that may hold some, and what Camel takes for its own. */
    private static final Pattern OURS =
            Pattern.compile("(CONSOLE|DATABASE|TRUST_STORE|PROXY|SECRETS|CAMEL)_.*|(_?JAVA|JDK|KARAF|EXTRA)_.*OPT.*");

    private Permits() {}

    static Surroundings surroundings(Settings settings, MappingFiles mappings) {
        return new Surroundings(
                new PlaceholderValues(System.getenv()),
                mappings::exists,
                Hosts.of("egress.allow", settings.text("egress.allow")));
    }

    /** @throws IllegalArgumentException if a setting is wrong */
    static SecretSources sources(Settings settings) {
        return new SecretSources(
                settings.list("secrets.files").stream().map(Path::of).toList(),
                variables(settings),
                file -> own(file, settings));
    }

    private static Predicate<String> variables(Settings settings) {
        String expression = settings.text("secrets.environment");
        if (expression.isEmpty()) {
            return name -> false;
        }
        Predicate<String> matches;
        try {
            matches = Pattern.compile(expression).asMatchPredicate();
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "secrets.environment = " + expression
                            + " is not allowed: it is not a regular expression. Write one that matches whole names, such as ACME_.*");
        }
        Set<String> own = new TreeSet<>();
        settings.all().stringPropertyNames().forEach(name -> own.add(Settings.variable(name)));
        return name -> {
            String plain = Settings.variable(name);
            return !own.contains(plain) && !OURS.matcher(plain).matches() && matches.test(name);
        };
    }

    /** Whether a file belongs to the process: what a setting names or reads, and what lies with its connectors, settings and database. */
    private static boolean own(Path file, Settings settings) {
        Path folder = file.getParent();
        boolean beside = Stream.of(settings.folder("connectors.dir"), Path.of("config"))
                .anyMatch(each -> folder.equals(real(each)));
        return beside
                || settings.beside("")
                        .filter(database -> file.startsWith(
                                        real(database.toAbsolutePath().getParent()))
                                && file.getFileName()
                                        .toString()
                                        .startsWith(database.getFileName().toString()))
                        .isPresent()
                || settings.files().stream().anyMatch(each -> file.equals(real(each)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            return path.toAbsolutePath().normalize();
        }
    }
}
