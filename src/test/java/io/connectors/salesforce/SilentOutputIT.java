package io.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the tests before this one made the product print: no secret is in it, and nobody's address. */
class SilentOutputIT {
    private static final List<String> MARKERS = List.of(
            "demo-secret",
            "demo-password",
            "demo-platform-token",
            "demo-client-secret",
            "hidden-secret",
            "hidden-password",
            "hidden-token",
            "@acme.example");

    @Test
    void tellsNoSecretAndNobodysAddress() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target", "surefire-reports"))) {
            List<Path> outputs = files.filter(file -> file.toString().endsWith("-output.txt"))
                    .toList();
            assertThat(outputs).as("what the tests printed").hasSizeGreaterThan(5);
            assertThat(outputs)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(MARKERS));
        }
    }
}
