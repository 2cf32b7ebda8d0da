package io.connectors.salesforce.config;

import static io.connectors.salesforce.config.ConnectorFixture.ENVIRONMENT;
import static io.connectors.salesforce.config.ConnectorFixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorsTest {
    @TempDir
    private Path folder;

    @Test
    void neverLetsAWrongFileStopTheOthers() throws IOException {
        write("b-wrong.yaml", "name: [");
        write("a.yaml", MINIMAL);
        write("c.yaml", MINIMAL.replace("type: rest", "type: REST"));
        write("d.yaml", MINIMAL);

        Connectors connectors = read();

        assertThat(connectors.valid()).extracting(Connector::id).containsExactly("a", "d");
        assertThat(connectors.ids()).containsExactly("a", "b-wrong", "c", "d");
        assertThat(connectors.problems()).extracting(Problem::file).containsExactly("b-wrong.yaml", "c.yaml");
        assertThat(connectors.problems("c")).extracting(Problem::key).containsExactly("platform.type");
        assertThat(connectors.invalid("c")).isTrue();
        assertThat(connectors.find("c")).isEmpty();
        assertThat(connectors.invalid("a")).isFalse();
        assertThat(connectors.find("a")).isPresent();
    }

    @Test
    void letsAnInactiveConnectorWaitForItsSecrets() throws IOException {
        write("a.yaml", MINIMAL.replace("env:TOKEN", "env:NOT_YET") + "active: false\n");
        write("b.yaml", MINIMAL.replace("env:TOKEN", "env:NOT_YET"));

        assertThat(read().valid()).extracting(Connector::id).containsExactly("a");
        assertThat(read().problems("a")).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.message()).contains("NOT_YET", "once the connector is active");
        });
    }

    @Test
    void knowsNothingOfAConnectorWithoutAFile() {
        assertThat(read().find("nobody")).isEmpty();
        assertThat(read().invalid("nobody")).isFalse();
        assertThat(read().problems("nobody")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme.yaml", "acme prod.yaml", "acme_prod.yaml", "acme.prod.yaml", "ümlaut.yaml"})
    void refusesANameThatIsNoId(String name) throws IOException {
        write(name, MINIMAL);

        assertThat(read().valid()).isEmpty();
        assertThat(read().ids()).hasSize(1);
        assertThat(read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
            assertThat(problem.message()).contains("lower-case letters, digits and '-'", "Rename the file");
        });
    }

    @Test
    void passesOverWhatIsNoConnector() throws IOException {
        write("acme.yaml", MINIMAL);
        write("acme.yaml.bak", "old");
        write(".acme.yaml", "an editor's");
        write("README.md", "words");
        Files.createDirectory(folder.resolve("folder.yaml"));

        assertThat(read().ids()).containsExactly("acme");
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void warnsOfTheOtherSuffix() throws IOException {
        write("acme.yml", MINIMAL);

        assertThat(read().ids()).isEmpty();
        assertThat(read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.message()).contains("Rename it to .yaml");
        });
    }

    @Test
    void listsFilesThatCannotBeRead() throws IOException {
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
        write("large.yaml", "#".repeat(300_000));
        Files.createSymbolicLink(folder.resolve("lost.yaml"), folder.resolve("nowhere"));

        assertThat(read().problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        large -> assertThat(large).contains("more than 256 KiB"),
                        latin -> assertThat(latin).contains("not UTF-8"),
                        lost -> assertThat(lost).contains("does not exist"));
    }

    @Test
    void warnsOfAMissingFolder() {
        Connectors connectors =
                Connectors.read(folder.resolve("nowhere"), ConnectorFixture.placeholders(ENVIRONMENT), mapping -> true);

        assertThat(connectors.valid()).isEmpty();
        assertThat(connectors.problems()).extracting(Problem::severity).containsExactly(Severity.WARNING);
    }

    @Test
    void survivesAResolverThatBreaks() throws IOException {
        write("acme.yaml", MINIMAL);

        Connectors connectors = Connectors.read(
                folder,
                text -> {
                    throw new IllegalStateException("vault is sealed: " + text);
                },
                mapping -> true);

        assertThat(connectors.problems())
                .extracting(Problem::key)
                .containsExactly("salesforce.consumerSecret", "salesforce.password", "platform.token");
    }

    private Connectors read() {
        return Connectors.read(folder, ConnectorFixture.placeholders(ENVIRONMENT), mapping -> true);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
