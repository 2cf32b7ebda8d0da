package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShippedFilesTest {
    private static final Path EXAMPLE = Path.of("connectors/example.yaml");
    private static final Set<String> SECRETS =
            Set.of("consumerSecret", "password", "securityToken", "token", "clientSecret");

    @Test
    void theExampleIsValidAndInactive() {
        Connectors connectors = Connectors.read(EXAMPLE.getParent(), text -> "supplied", mapping -> true);

        assertThat(connectors.problems("example")).isEmpty();
        assertThat(connectors.find("example"))
                .hasValueSatisfying(example -> assertThat(example.active()).isFalse());
    }

    @Test
    void theExampleNamesEveryKey() throws IOException {
        String example = Files.readString(EXAMPLE);

        assertThat(keys(ConnectorSchema.SHAPE, new TreeSet<>()))
                .allSatisfy(key -> assertThat(example).containsPattern("(?m)^[ #]*" + key + ":"));
    }

    @Test
    void everyCommentedKeyOfTheExampleIsAllowedWhenUncommented() throws IOException {
        String uncommented = Files.readString(EXAMPLE)
                .replaceAll("(?m)^( *)# ((privateKey|userTypes|where|days|dayOfMonth|removal): )", "$1$2");

        assertThat(Connectors.of("example.yaml", uncommented, text -> "supplied")
                        .problems())
                .extracting(Problem::key)
                .containsExactly("salesforce.privateKey", "schedule.days", "schedule.dayOfMonth", "platform.removal");
    }

    @Test
    void theSchemaExplainsEveryKey() {
        assertExplained(ConnectorSchema.SHAPE);
    }

    private static void assertExplained(Shape block) {
        for (String name : block.keys()) {
            Shape key = block.property(name);
            assertThat(key.schema().path("title").asText())
                    .as(name + "'s title")
                    .isNotEmpty();
            assertThat(key.schema().path("description").asText())
                    .as(name + "'s description")
                    .endsWith(".");
            assertThat(key.schema().has("type")).as(name + "'s type").isTrue();
            assertThat(key.secret()).as(name + " is write-only").isEqualTo(SECRETS.contains(name));
            if (key.is("object")) {
                assertExplained(key);
            } else {
                assertThat(key.example().isPresent()
                                || key.fallback().map(JsonNode::isValueNode).isPresent()
                                || !key.choices().isEmpty())
                        .as(name + "'s example or default")
                        .isTrue();
            }
        }
    }

    private static Set<String> keys(Shape block, Set<String> keys) {
        for (String name : block.keys()) {
            keys.add(name);
            keys(block.property(name), keys);
        }
        return keys;
    }
}
