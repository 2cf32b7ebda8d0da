package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the schema says about one key; nothing at all where it does not know the key. */
record Shape(JsonNode schema) {

    Shape property(String name) {
        return new Shape(schema.path("properties").path(name));
    }

    Shape items() {
        return new Shape(schema.path("items"));
    }

    boolean known() {
        return !schema.isMissingNode();
    }

    boolean is(String type) {
        JsonNode types = schema.path("type");
        return type.equals(types.asText()) || strings(types).contains(type);
    }

    boolean secret() {
        return schema.path("writeOnly").asBoolean();
    }

    /** The names of the keys of this block. */
    List<String> keys() {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<String> choices() {
        return strings(schema.path("enum"));
    }

    Optional<JsonNode> fallback() {
        return Optional.ofNullable(schema.get("default"));
    }

    /** A value as one would write it in YAML. */
    Optional<String> example() {
        JsonNode example = schema.path("examples").path(0);
        JsonNode shown = example.isMissingNode() ? fallback().orElse(example) : example;
        return shown.isMissingNode() ? Optional.empty() : Optional.of(shown.toString());
    }

    /** What may be written here, as a sentence. */
    String allowed() {
        if (schema.has("errorMessage")) {
            return schema.get("errorMessage").asText();
        }
        if (!choices().isEmpty()) {
            return "Allowed: " + String.join(", ", choices()) + ".";
        }
        if (is("boolean")) {
            return "Allowed: true or false.";
        }
        if (is("integer")) {
            return "Allowed: a whole number from %s to %s.".formatted(schema.get("minimum"), schema.get("maximum"));
        }
        if (is("array")) {
            return "Allowed: a list without repetitions, such as "
                    + example().orElse("[]").replace("\"", "") + ".";
        }
        if (is("object")) {
            return "Allowed: a block of the keys " + String.join(", ", keys()) + ".";
        }
        String most = schema.has("maxLength") ? " of at most " + schema.get("maxLength") + " characters" : "";
        return "Allowed: a text" + most
                + example().map(text -> ", such as " + text + ".").orElse(".");
    }

    private static List<String> strings(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
