package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings document themselves, and there are neither too few of them nor too many. */
class ShippedSettingsTest {
    private static final Path FILE = Path.of("src/main/resources/application.properties");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}:]+)[^}]*}}");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^ {6}- name: (\\S+)$");

    private static String texts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(ShippedSettingsTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the routes name, but for the parameters of their templates. */
    private static Set<String> namedByRoutes() throws IOException {
        String routes = texts(Path.of("routes"));
        Set<String> names = found(PLACEHOLDER, routes);
        names.removeAll(found(PARAMETER, routes));
        return names;
    }

    private static Set<String> settings() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(Files.readString(FILE)));
        return settings.stringPropertyNames();
    }

    @Test
    void everySettingARouteNamesIsThere() throws IOException {
        assertThat(namedByRoutes()).isNotEmpty().isSubsetOf(settings());
    }

    @Test
    void everySettingIsExplainedInTheLineAbove() throws IOException {
        List<String> lines = Files.readAllLines(FILE);

        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("[^#\\s].*=.*")) {
                assertThat(i == 0 ? "" : lines.get(i - 1))
                        .as("above " + lines.get(i))
                        .matches("# \\S.*");
            }
        }
    }

    @Test
    void noSettingStandsThereTwice() throws IOException {
        assertThat(Files.readAllLines(FILE).stream()
                        .filter(line -> line.matches("[^#\\s].*=.*"))
                        .map(line -> line.replaceAll("\\s*=.*", "")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everySettingIsUsed() throws IOException {
        String java = texts(Path.of("src/main/java"));
        Set<String> routes = namedByRoutes();

        assertThat(settings())
                .allSatisfy(setting -> assertThat(setting)
                        .matches(
                                name -> name.startsWith("camel.")
                                        || routes.contains(name)
                                        || java.contains("\"" + name + "\""),
                                "used by a route, by Java or by Camel"));
    }
}
