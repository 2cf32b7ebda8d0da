package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody but their owner reads the files of the embedded database. */
@DisabledOnOs(OS.WINDOWS)
class DatabaseFilesTest {
    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void place() {
        data = folder.resolve("data");
    }

    private void open() {
        State.open("jdbc:h2:file:" + data.resolve("state"), "connector", "").close();
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void allow(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private List<String> shared() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> {
                        try {
                            return !rights(file).endsWith("------");
                        } catch (IOException gone) {
                            return false;
                        }
                    })
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void neitherThoseItMakes() throws IOException {
        try (State state = State.open("jdbc:h2:" + data.resolve("state"), "connector", "")) {
            assertThat(state.answers()).isTrue();
            assertThat(rights(data)).isEqualTo("rwx------");
            assertThat(rights(data.resolve("state.mv.db"))).isEqualTo("rw-------");
            assertThat(shared()).isEmpty();
        }
        assertThat(shared()).isEmpty();
    }

    @Test
    void norThoseOfAnEarlierVersion() throws IOException {
        open();
        Files.writeString(data.resolve("state.trace.db"), "of an earlier version");
        Files.writeString(data.resolve("state.serving"), "");
        allow(data, "rwxr-xr-x");
        allow(data.resolve("state.mv.db"), "rw-rw-r--");
        allow(data.resolve("state.trace.db"), "rw-r--r--");

        open();

        assertThat(shared()).isEmpty();
    }

    @Test
    void andAFolderWithOtherFilesStaysAsItIs() throws IOException {
        open();
        allow(data, "rwxr-xr-x");
        Path other = Files.writeString(data.resolve("other.txt"), "");
        allow(other, "rw-r--r--");
        allow(data.resolve("state.mv.db"), "rw-r--r--");

        open();

        assertThat(shared()).containsExactlyInAnyOrder("data", "other.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./data/state;X=1, true",
        "jdbc:h2:~/state, true",
        "jdbc:h2:/var/state, true",
        "jdbc:h2:mem:state, false",
        "jdbc:h2:tcp://host/state, false",
        "jdbc:postgresql://host/state, false"
    })
    void areThoseOfAFileAlone(String url, boolean file) {
        assertThat(DatabaseFiles.of(url).isPresent()).isEqualTo(file);
    }
}
