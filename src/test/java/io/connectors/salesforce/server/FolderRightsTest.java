package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.FolderRights.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes are code: nobody else may write them. */
class FolderRightsTest {
    private static void chmod(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 755, false, false",
        "1000, 1000, 775, false, false", // a group of one's own
        "1000, 100, 755, false, false",
        "1000, 100, 775, true, false",
        "1000, 1000, 777, true, false",
        "0, 0, 755, false, false", // a ConfigMap
        "0, 0, 775, false, false",
        "0, 0, 1777, true, false",
        "0, 65532, 2775, true, false",
        "0, 1000, 2775, false, false", // a volume with the process's fsGroup
        "1001, 1001, 755, false, true",
        "1001, 1001, 777, true, true"
    })
    void areReadAsNumbers(int owner, int group, String mode, boolean shared, boolean foreign) {
        Rights rights = new Rights(owner, group, Integer.parseInt(mode, 8));

        assertThat(rights.shared(new Rights(1000, 1000, 0))).isEqualTo(shared);
        assertThat(rights.foreign(new Rights(1000, 1000, 0))).isEqualTo(foreign);
    }

    @Test
    void ofRoutesDecideWhetherTheProcessStarts() throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 5).file("routes/mine.camel.yaml", "[]")) {
            Path routes = site.folder().resolve("routes");
            chmod(routes, "rwxrwxrwx");
            assertThatThrownBy(site::server)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(routes + " can be written by other users");
            chmod(routes, "rwxr-xr-x");
            chmod(routes.resolve("mine.camel.yaml"), "rw-rw-rw-");
            assertThatThrownBy(site::server).hasMessageContaining("mine.camel.yaml can be written by other users");
            Files.delete(routes.resolve("mine.camel.yaml"));
            chmod(site.folder().resolve("connectors"), "rwxrwxrwx");

            assertThat(site.run().status()).isEqualTo(Status.COMPLETED);
        }
    }
}
