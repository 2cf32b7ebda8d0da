package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingFilesTest {
    private static final String HEADER = "Target attribute,Source attribute,Transform,Required,Description\n";

    @TempDir
    private Path folder;

    private MappingFiles mappings;

    @BeforeEach
    void open() {
        mappings = new MappingFiles(folder);
    }

    @Test
    void findsTheShippedMapping() {
        assertThat(mappings.find("users.csv"))
                .hasValueSatisfying(mapping -> assertThat(mapping.sources()).contains("Email", "Profile.Name"));
    }

    @Test
    void findsTheShippedMappingWithoutAFolder() {
        assertThat(new MappingFiles(folder.resolve("missing")).find("users.csv"))
                .isPresent();
    }

    @Test
    void replacesAShippedMappingByOneOfTheSameName() throws IOException {
        Files.writeString(folder.resolve("users.csv"), HEADER + "User.Mail,Email,,yes,\n");

        assertThat(mappings.find("users.csv").map(Mapping::sources))
                .hasValueSatisfying(sources -> assertThat(sources).containsExactly("Email"));
    }

    @Test
    void findsAMappingOfTheFolder() throws IOException {
        Files.writeString(folder.resolve("mine.csv"), HEADER + "User.Mail,Email,,yes,\n");

        assertThat(mappings.find("mine.csv")).isPresent();
    }

    @Test
    void readsAChangedFileAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.csv"), HEADER + "User.Mail,Email,,yes,\n");
        mappings.find("mine.csv");
        Files.writeString(file, HEADER + "User.Title,Title,,,\n");

        assertThat(mappings.find("mine.csv").map(Mapping::sources))
                .hasValueSatisfying(sources -> assertThat(sources).containsExactly("Title"));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(mappings.find("missing.csv")).isEmpty();
    }

    @Test
    void refusesAnInvalidMappingInsteadOfTheShippedOne() throws IOException {
        Files.writeString(folder.resolve("users.csv"), HEADER + "User.Mail,Email,shout,yes,\n");

        assertThatThrownBy(() -> mappings.find("users.csv"))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("users.csv");
    }
}
