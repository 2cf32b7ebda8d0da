package io.connectors.salesforce.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every case beside a shipped mapping. */
class MappingCasesTest {
    private static final Path FOLDER = Path.of("mappings");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyShippedCaseHolds() {
        return mappings()
                .flatMap(file -> cases(file)
                        .map(each -> DynamicTest.dynamicTest(
                                file.getFileName() + ": " + each.get("name"), () -> holds(Mapping.read(file), each))));
    }

    @Test
    void everyShippedMappingHasCases() {
        assertThat(mappings())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(cases(file)).isNotEmpty());
    }

    private static Stream<Path> mappings() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> cases(Path mapping) {
        Path file = Path.of(mapping.toString().replace(".csv", ".cases.yaml"));
        try {
            Object cases = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            return ((List<Map<String, Object>>) cases).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void holds(Mapping mapping, Map<String, Object> each) throws IOException {
        Mapper mapper = mapping.mapper(new HashSet<>(mapping.sources()));
        JsonNode source = JSON.valueToTree(each.get("source"));
        Object[] values = mapper.sources().stream()
                .map(path -> value(source.at("/" + path.replace('.', '/'))))
                .toArray();
        Mapped mapped = mapper.map(values);
        if (each.containsKey("rejected")) {
            assertThat(((Rejection) mapped).attribute()).isEqualTo(each.get("rejected"));
        } else {
            JsonNode expected = JSON.valueToTree(each.get("expect"));
            assertThat(JSON.readTree(((Document) mapped).json())).isEqualTo(expected);
        }
    }

    private static Object value(JsonNode node) {
        return node.isNull() || node.isMissingNode()
                ? null
                : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }
}
