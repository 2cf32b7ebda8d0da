package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path folder;

    private Settings settings(String file, Map<String, String> environment, Map<String, String> system)
            throws IOException {
        Properties properties = new Properties();
        properties.putAll(system);
        return Settings.load(
                Files.writeString(folder.resolve("application.properties"), file), environment, properties);
    }

    private Settings with(String file) throws IOException {
        return settings(file, Map.of(), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "server.name, Cloud",
        "connectors.dir, connectors",
        "mappings.dir, mappings",
        "routes.dir, routes",
        "lease.seconds, 20"
    })
    void hasTheDefaultsTheContractNames(String name, String value) {
        Settings settings = Settings.load(folder.resolve("missing"), Map.of(), new Properties());

        assertThat(settings.text(name)).isEqualTo(value);
    }

    @Test
    void keepsTheStateInAFileByDefault() {
        Settings settings = Settings.load(folder.resolve("missing"), Map.of(), new Properties());

        assertThat(settings.text("database.url")).startsWith("jdbc:h2:file:./data/state");
        assertThat(settings.text("database.password")).isEmpty();
    }

    @Test
    void takesTheFileBeforeTheDefaults() throws IOException {
        assertThat(with("server.name = Berlin\n").text("server.name")).isEqualTo("Berlin");
        assertThat(with("server.name = Berlin\n").text("mappings.dir")).isEqualTo("mappings");
    }

    @Test
    void takesTheEnvironmentBeforeTheFile() throws IOException {
        Settings settings = settings(
                "server.name = Berlin\n",
                Map.of(
                        "SERVER_NAME",
                        "Paris",
                        "DATABASE_URL",
                        "jdbc:postgresql://db/state",
                        "SALESFORCE_RETRY_DELAY",
                        "9"),
                Map.of());

        assertThat(settings.text("server.name")).isEqualTo("Paris");
        assertThat(settings.text("database.url")).isEqualTo("jdbc:postgresql://db/state");
        assertThat(settings.number("salesforce.retry-delay", 0)).isEqualTo(9);
    }

    @Test
    void takesSystemPropertiesBeforeAll() throws IOException {
        Settings settings =
                settings("server.name = Berlin\n", Map.of("SERVER_NAME", "Paris"), Map.of("server.name", "Rome"));

        assertThat(settings.text("server.name")).isEqualTo("Rome");
    }

    @Test
    void keepsWhatTheFileAddsForRoutesOfItsOwn() throws IOException {
        assertThat(with("mine.key = x\n").all().getProperty("mine.key")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "", "1.5", "99999999999"})
    void refusesAWrongNumberByNameAndWithWhatIsAllowed(String value) throws IOException {
        Settings settings = with("lease.seconds = " + value + "\n");

        assertThatThrownBy(() -> settings.number("lease.seconds", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lease.seconds")
                .hasMessageContaining("a whole number from 1 on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Secr3t\\!",
                " both ends ",
                "ab{{cd",
                "{{env:HOME}}",
                "${env:HOME}#{1}",
                "\\u0041",
                "RAW(a+b%20&c)",
                "Tätig€"
            })
    void takesCredentialsCharacterForCharacter(String value) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), value + "\n");
        Settings settings = settings(
                "console.token = {{file:" + file + "}} \n",
                Map.of("DATABASE_PASSWORD", value, "DATABASE_USERNAME", "{{file:" + file + "}}"),
                Map.of("trust-store.password", value));

        assertThat(settings.text("database.password")).isEqualTo(value);
        assertThat(settings.text("database.username")).isEqualTo(value);
        assertThat(settings.text("console.token")).isEqualTo(value);
        assertThat(settings.text("trust-store.password")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"/dev/zero, not a regular file", "/nowhere, does not exist"})
    void namesSettingAndCauseWhereAFileIsOfNoUse(String path, String cause) throws IOException {
        Settings settings = with("database.password = {{file:" + path + "}}\n");

        assertThatThrownBy(() -> settings.text("database.password"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("database.password names the file " + path)
                .hasMessageContaining(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\u0000b", "\uFEFFx", "T\uFFFDtig"})
    void refusesACredentialThatNoneCanBe(String value) throws IOException {
        Settings settings = settings("", Map.of("DATABASE_PASSWORD", value), Map.of());

        assertThatThrownBy(() -> settings.text("database.password"))
                .hasMessageStartingWith("database.password ")
                .hasMessageNotContaining(value);
    }

    @Test
    void takesTheLeastNumberAllowed() throws IOException {
        assertThat(with("lease.seconds = 1 \n").number("lease.seconds", 1)).isEqualTo(1);
    }

    @Test
    void namesASettingThatIsNotThere() throws IOException {
        Settings settings = with("");

        assertThatThrownBy(() -> settings.text("no.such")).hasMessageContaining("no.such");
    }

    @Test
    void isChangedInACopyOnly() throws IOException {
        Settings settings = with("");

        assertThat(settings.with("server.name", "Oslo").text("server.name")).isEqualTo("Oslo");
        assertThat(settings.text("server.name")).isEqualTo("Cloud");
    }

    @Test
    void namesFolders() throws IOException {
        assertThat(with("").folder("routes.dir")).isEqualTo(Path.of("routes"));
    }

    @ParameterizedTest
    @CsvSource({"0s, PT0S", "60s, PT1M", "15m, PT15M", "2h, PT2H", "30d, PT720H"})
    void readsTimesWithTheirUnit(String text, Duration time) throws IOException {
        assertThat(with("database.wait = " + text + "\n").duration("database.wait"))
                .isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "s", "-1s", "1.5m", "60 s", "1w", "99999999999999999999s"})
    void refusesATimeWithoutOne(String text) throws IOException {
        Settings settings = with("database.wait = " + text + "\n");

        assertThatThrownBy(() -> settings.duration("database.wait"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("database.wait", text, "such as 60s");
    }

    @Test
    void refusesATextThatTheLocaleHasDamaged() throws IOException {
        Settings settings = settings("", Map.of("SERVER_NAME", "Z\uFFFD\uFFFDrich"), Map.of());

        assertThatThrownBy(() -> settings.text("server.name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("server.name", "LC_ALL=C.UTF-8");
    }
}
