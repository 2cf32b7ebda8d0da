package io.connectors.salesforce.config;

import static io.connectors.salesforce.config.ConnectorFixture.minimalWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3: what a placeholder leads to is used character for character, and only two kinds lead anywhere. */
class PlaceholdersTest {
    private static final List<String> VALUES = List.of(
            "Secr3t\\!",
            "ab{{cd",
            "cd}}",
            "{{env:HOME}}",
            "{{file:/etc/hostname}}",
            "{{?x}}",
            "${env:HOME} ${sys:user.home} $1 \\1",
            "#{7*7} #bean:orgs",
            "\\u0041\\n\\\\",
            "RAW(a+b%20&c)",
            "a&b=c%d+e;f,g:h#i?j/k",
            " both ends  ",
            "\"'`it's\"",
            "Tätigkeitß€😀",
            "- x: [y]",
            "true",
            "0123");

    @TempDir
    private Path folder;

    private static Connectors read(String text, Map<String, String> environment) {
        return Connectors.of("acme.yaml", text, new PlaceholderValues(environment));
    }

    private Connectors withPassword(String placeholder) {
        return read(
                minimalWith("\"{{env:PASSWORD}}\"", "'" + placeholder + "'"),
                Map.of("SECRET", "s", "TOKEN", "t", "DEFINED", "x"));
    }

    @Test
    void arriveCharacterForCharacterFromTheEnvironmentAndFromFiles() throws IOException {
        for (String value : VALUES) {
            Path file = Files.writeString(folder.resolve("secret"), value);
            String yaml = """
                    name: Acme
                    salesforce:
                      url: https://acme.my.salesforce.com
                      consumerKey: "{{env:VALUE}}"
                      consumerSecret: "{{file:%1$s}}"
                      username: "{{env:VALUE}}"
                      password: "{{env:VALUE}}"
                      securityToken: "{{file:%1$s}}"
                    schedule: {repeats: manual}
                    platform:
                      type: own
                      url: https://platform.example/api
                      token: "{{file:%1$s}}"
                      queue: "a{{env:VALUE}}{{file:%1$s}}z"
                    """.formatted(file);

            Connectors connectors = read(yaml, Map.of("VALUE", value));

            assertThat(connectors.problems()).isEmpty();
            Connector connector = connectors.find("acme").orElseThrow();
            assertThat(connector.salesforce().consumerKey()).isEqualTo(value);
            assertThat(connector.salesforce().consumerSecret()).contains(new Secret(value));
            assertThat(connector.salesforce().username()).contains(value);
            assertThat(connector.salesforce().loginPassword()).contains(new Secret(value + value));
            assertThat(connector.platform().token()).contains(new Secret(value));
            assertThat(connector.platform().options()).containsEntry("queue", "a" + value + value + "z");
        }
    }

    @ParameterizedTest
    @CsvSource({"'word\n', word", "'word\r\n', word", "'\n', ''", "'  word ', '  word '"})
    void lackTheOneLineBreakAtTheEndOfAFile(String content, String value) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), content);

        assertThat(new PlaceholderValues(Map.of()).apply("{{file:" + file + "}}"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{sys:java.home}}",
                "{{console.port}}",
                "{{bean:orgs.x}}",
                "{{service:x}}",
                "{{?env:DEFINED}}",
                "{{env:DEFINED:default}}",
                "{{env:NOPE:{{env:DEFINED}}}}",
                "{{env:{{env:DEFINED}}}}",
                "{{ENV:DEFINED}}",
                "{{ env:DEFINED }}",
                "{{env: DEFINED}}",
                "{{env:}}",
                "{{file:}}",
                "{{}}",
                "{{DEFINED}}",
                "{{env:DEFINED",
                "x{{env:DEFINED}}y{{"
            })
    void areOfTwoKindsOnly(String written) {
        Connectors connectors = withPassword(written);

        assertThat(connectors.find("acme")).isEmpty();
        assertThat(connectors.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("salesforce.password");
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.message()).contains("{{env:NAME}}").doesNotContain("DEFINED", "java.home");
        });
    }

    /** Also in an inactive connector, whose secrets may be missing. */
    @Test
    void ofAnotherKindAreAProblemOfAnInactiveConnectorToo() {
        assertThat(read(minimalWith("name: Acme", "name: '{{sys:java.home}}'\nactive: false"), Map.of())
                        .invalid("acme"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'two\nlines', a line break",
        "'two\r\n\r\n', a line break",
        "'\nword', a line break",
        "'a\tb', control character (number 9)",
        "'a\u0000', control character (number 0)",
        "'a\u007F', control character (number 127)",
        "'a\u0085', control character (number 133)",
        "'\uFEFFword', byte order mark"
    })
    void withControlCharactersAreAnErrorThatNamesFileAndRemedy(String content, String words) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), content);

        assertThat(withPassword("{{file:" + file + "}}").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains(file.toString(), words)
                        .doesNotContain("two", "word"));
        assertThat(read(
                                minimalWith("\"{{env:PASSWORD}}\"", "'{{env:VALUE}}'"),
                                Map.of("SECRET", "s", "TOKEN", "t", "VALUE", content + "x"))
                        .problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("{{env:VALUE}}").doesNotContain("two", "word"));
    }

    @Test
    void inClearAreHeldToTheSameCharacters() {
        Connectors connectors = withPassword("|");
        assertThat(connectors.problems()).isNotEmpty();
        assertThat(read(minimalWith("\"{{env:PASSWORD}}\"", "\"a\\nb\""), Map.of("SECRET", "s", "TOKEN", "t"))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("line break"));
    }

    @Test
    void fromAnEnvironmentOfAnotherCharacterSetAreAnErrorThatSaysSo() {
        assertThat(read(
                                minimalWith("\"{{env:PASSWORD}}\"", "'{{env:VALUE}}'"),
                                Map.of("SECRET", "s", "TOKEN", "t", "VALUE", "T\uFFFDtig"))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("LC_ALL=C.UTF-8"));
    }

    @Test
    void nameTheCauseWhereAFileHasNoValue() throws IOException, InterruptedException {
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(64 * 1024 + 1));
        Path most = Files.writeString(folder.resolve("most"), "x".repeat(64 * 1024));
        Path latin = Files.write(folder.resolve("latin"), "Tätig".getBytes(StandardCharsets.ISO_8859_1));
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);

        assertThat(withPassword("{{file:" + most + "}}").problems()).isEmpty();
        Map<String, String> causes = Map.ofEntries(
                Map.entry(large.toString(), "more than 64 KiB"),
                Map.entry(latin.toString(), "not UTF-8"),
                Map.entry(pipe.toString(), "not a regular file"),
                Map.entry(link.toString(), "not a regular file"),
                Map.entry(folder.toString(), "not a regular file"),
                Map.entry("/dev/zero", "not a regular file"),
                Map.entry("/proc/self/environ", "empty"),
                Map.entry(folder.resolve("nowhere").toString(), "does not exist"),
                Map.entry(most + "/below", "file"));
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> causes.forEach((path, cause) -> assertThat(
                                withPassword("{{file:" + path + "}}").problems())
                        .as(path)
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.message()).contains(cause))));
    }
}
