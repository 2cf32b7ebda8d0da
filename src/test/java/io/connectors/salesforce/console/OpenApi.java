package io.connectors.salesforce.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The document of the API, as a judge of answers. */
final class OpenApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;

    OpenApi() {
        try (InputStream file = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            document = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** By operationId, as {@code GET /connectors/{id}}. */
    Map<String, String> operations() {
        Map<String, String> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("operationId")) {
                        operations.put(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    private JsonNode operation(String id) {
        String[] place = operations().get(id).split(" ");
        return document.path("paths").path(place[1]).path(place[0].toLowerCase(java.util.Locale.ROOT));
    }

    /** Every operation with every status it may answer, as {@code getRun 404}. */
    List<String> answers() {
        List<String> answers = new ArrayList<>();
        operations()
                .keySet()
                .forEach(id -> operation(id)
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(status -> answers.add(id + " " + status)));
        return answers;
    }

    /** What is wrong with an answer of an operation; empty where it is as documented. */
    List<String> judge(String id, Served.Reply reply) {
        JsonNode response = resolved(operation(id).path("responses").path(String.valueOf(reply.status())));
        if (response.isMissingNode()) {
            return List.of("status " + reply.status() + " is not documented: " + reply.text());
        }
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return reply.text().isEmpty() ? List.of() : List.of("a body where none is documented: " + reply.text());
        }
        String type = content.fieldNames().next();
        if (!reply.type().startsWith(type)) {
            return List.of("type " + reply.type() + " instead of " + type);
        }
        List<String> wrong = new ArrayList<>();
        response.path("headers").fieldNames().forEachRemaining(header -> {
            if (reply.whole().headers().firstValue(header).isEmpty()) {
                wrong.add("header " + header + " is missing");
            }
        });
        if (type.endsWith("json")) {
            ObjectNode schema =
                    (ObjectNode) nullable(content.path(type).path("schema")).deepCopy();
            schema.set("components", nullable(document.path("components")));
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(reply.json())
                    .forEach(problem -> wrong.add(problem + " in " + reply.text()));
        }
        return wrong;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** OpenAPI 3.0 says {@code nullable} where JSON Schema has a type null. */
    private static JsonNode nullable(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(each -> copy.add(nullable(each)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = JSON.createObjectNode();
        object.properties().forEach(entry -> copy.set(entry.getKey(), nullable(entry.getValue())));
        if (copy.path("nullable").asBoolean()) {
            copy.remove("nullable");
            ObjectNode either = JSON.createObjectNode();
            either.putArray("anyOf").add(copy).addObject().put("type", "null");
            return either;
        }
        return copy;
    }
}
