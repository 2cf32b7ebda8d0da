package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each part of Camel that only YAML names is in {@code pom.xml}, and none that nobody names. */
class DependenciesTest {
    /** Where a step or a scheme is not called as its artifact is. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "platform-http", "camel-platform-http-main",
            "https", "camel-http",
            "library", "camel-jackson");
    /** The language itself, and what an integrator's routes write to. */
    private static final Set<String> ANYBODYS = Set.of("camel-yaml-dsl", "camel-log");

    private static final Pattern NAMED =
            Pattern.compile("(?m)(?:uri|to|toD): *[\"']?([a-z]+(?:-[a-z]+)*)(?:[-:]|$)|- (bean): |(library): Jackson");
    private static String pom;
    private static Set<String> named;

    @BeforeAll
    static void read() throws IOException {
        pom = Files.readString(Path.of("pom.xml"));
        StringBuilder yaml = new StringBuilder(Files.readString(Path.of("README.md")));
        for (Path file : RouteFilesTest.files()) {
            yaml.append(Files.readString(file));
        }
        named = NAMED.matcher(yaml)
                .results()
                .map(found -> found.group(1) != null
                        ? found.group(1)
                        : found.group(2) != null ? found.group(2) : found.group(3))
                .map(word -> ARTIFACTS.getOrDefault(word, "camel-" + word))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatARouteNamesIsThere() {
        assertThat(named)
                .contains(
                        "camel-salesforce",
                        "camel-jdbc",
                        "camel-direct",
                        "camel-bean",
                        "camel-jackson",
                        "camel-quartz");
        assertThat(all("<dependency>\\s*<groupId>org.apache.camel</groupId>\\s*<artifactId>([a-z-]+)</artifactId>"))
                .containsAll(named);
    }

    @Test
    void whatIsCalledUsedIsNamedByARoute() {
        Set<String> used = all("<usedDependency>org.apache.camel:([a-z-]+)</usedDependency>");
        used.removeAll(ANYBODYS);

        assertThat(used).isNotEmpty().isSubsetOf(named);
    }
}
