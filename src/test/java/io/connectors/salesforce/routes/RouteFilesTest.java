package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The shipped route files are canonical YAML, short, and tell what they are for. */
class RouteFilesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream schema = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.sorted().toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Map<String, Object>>> entries(Path file) throws IOException {
        Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return (List<Map<String, Map<String, Object>>>) content;
    }

    @ParameterizedTest
    @MethodSource("files")
    void followTheSchemaOfTheYamlDsl(Path file) throws IOException {
        JsonNode content = JSON.valueToTree(entries(file));

        // a setting may stand where the schema wants a number
        assertThat(SCHEMA.validate(content))
                .filteredOn(message -> !message.getInstanceNode().asText().startsWith("{{"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdOneShortStageEach(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".camel.yaml", "");
        List<Map<String, Object>> parts = new ArrayList<>();
        entries(file).forEach(entry -> parts.addAll(entry.values()));

        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(60);
        assertThat(parts)
                .allSatisfy(part -> assertThat(String.valueOf(part.get("description")))
                        .as("description of " + part.get("id"))
                        .endsWith("."));
        if (!name.equals("on-error")) {
            assertThat(parts.get(0)).containsEntry("id", name);
        }
    }

    @Test
    void startTogetherAndReferOnlyToWhatIsThere() {
        try (Installation site = Installation.of(TestDatabase.H2, 1)) {
            assertThat(site.context().getRoutes())
                    .extracting(Route::getId)
                    .contains("run", "read-users", "stage-users", "plan-changes", "apply-changes", "platform-rest");
            assertThat(site.context().getRoutes())
                    .allSatisfy(
                            route -> assertThat(route.getConfigurationId() == null ? "" : route.getConfigurationId())
                                    .as(route.getId() + " names its error policy")
                                    .endsWith("-errors"));
        }
    }
}
