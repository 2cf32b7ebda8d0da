package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bookmark of the console works tomorrow; nobody else learns its token. */
class KeptTokenTest {
    @TempDir
    private Path folder;

    @Test
    void staysOverRestartsForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("new/state.token");

        String first = KeptToken.of(Optional.of(file));

        assertThat(first).hasSize(43);
        assertThat(KeptToken.of(Optional.of(file))).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isMadeAgainWhereOthersMayHaveReadIt() throws IOException {
        Path file = folder.resolve("state.token");
        String first = KeptToken.of(Optional.of(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        String second = KeptToken.of(Optional.of(file));

        assertThat(second).isNotEqualTo(first);
        assertThat(KeptToken.of(Optional.of(file))).isEqualTo(second);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "short-token-of-somebody", "0123456789012345678901234567890123456789 42"})
    void isNoTextThatWasNotMadeHere(String text) throws IOException {
        Path file = folder.resolve("state.token");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(KeptToken.of(Optional.of(file))).hasSize(43).isNotEqualTo(text);
    }

    @Test
    void isNotReadThroughALink() throws IOException {
        Path other = folder.resolve("other");
        String others = KeptToken.of(Optional.of(other));
        Path file = folder.resolve("state.token");
        Files.createSymbolicLink(file, other);

        assertThat(KeptToken.of(Optional.of(file))).isNotEqualTo(others);
        assertThat(KeptToken.of(Optional.of(other))).isEqualTo(others);
    }

    @Test
    void livesAsLongAsTheProcessWhereItCannotBeKept() throws IOException {
        Path occupied = Files.writeString(folder.resolve("a-file"), "");

        assertThat(KeptToken.of(Optional.of(occupied.resolve("state.token")))).hasSize(43);
        assertThat(KeptToken.of(Optional.empty())).isNotEqualTo(KeptToken.of(Optional.empty()));
    }
}
