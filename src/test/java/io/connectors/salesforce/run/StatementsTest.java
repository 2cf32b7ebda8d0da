package io.connectors.salesforce.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every statement under {@code sql/} is understood by both databases, as the same text. */
class StatementsTest {

    @ParameterizedTest
    @EnumSource
    void isUnderstoodByBothDatabases(TestDatabase database) throws Exception {
        try (State state = database.open(database.newUrl());
                Connection connection = state.dataSource().getConnection()) {
            for (Path file : statements()) {
                String text = Files.readString(file, StandardCharsets.UTF_8)
                        .replace("<table>", "plan_change")
                        .replaceAll(":\\??[A-Za-z]\\w*", "?");
                try (PreparedStatement prepared = connection.prepareStatement(text)) {
                    assertThat(prepared.getParameterMetaData().getParameterCount())
                            .as(file.getFileName().toString())
                            .isEqualTo((int) text.chars().filter(c -> c == '?').count());
                }
            }
        }
    }

    /** A statement as it lies there. */
    static String text(String statement) {
        try {
            return Files.readString(Path.of("src/main/resources/sql", statement + ".sql"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static List<Path> statements() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/sql"))) {
            return files.sorted().toList();
        }
    }
}
