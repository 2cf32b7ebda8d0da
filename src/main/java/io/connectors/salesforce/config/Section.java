package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One block of a connector file. A key that is left out has the schema's default; a wrong one is absent. */
record Section(ObjectNode node, Shape shape, String key, Problems problems) {

    boolean has(String name) {
        return node.has(name);
    }

    Section block(String name) {
        ObjectNode block = node.path(name) instanceof ObjectNode keys ? keys : JsonNodeFactory.instance.objectNode();
        return new Section(block, shape.property(name), Problems.child(key, name), problems);
    }

    Optional<String> text(String name) {
        return value(name).map(JsonNode::asText);
    }

    Optional<Secret> secret(String name) {
        return text(name).filter(text -> !text.isEmpty()).map(Secret::new);
    }

    int number(String name) {
        return value(name).orElseThrow().intValue();
    }

    boolean flag(String name) {
        return value(name).orElseThrow().booleanValue();
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return constant(type, text(name).orElseThrow());
    }

    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Empty where the key is left out and has no default. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name).ifPresent(list -> list.forEach(item -> texts.add(item.asText())));
        return List.copyOf(texts);
    }

    /** Reports a value: the message follows it and says what is wrong, allowed, and to do. */
    void wrong(String name, String fault) {
        String child = Problems.child(key, name);
        problems.error(child, problems.shown(child, shape.property(name), node.path(name)) + " " + fault);
    }

    void error(String name, String message) {
        problems.error(Problems.child(key, name), message);
    }

    void warning(String name, String message) {
        problems.warning(Problems.child(key, name), message);
    }

    /** Warns of a key that has no effect beside another one's value. */
    void unused(String name, String because) {
        if (has(name)) {
            warning(name, "is not used with " + because + ". Remove it.");
        }
    }

    private Optional<JsonNode> value(String name) {
        if (problems.wrong(Problems.child(key, name))) {
            return Optional.empty();
        }
        JsonNode value = node.path(name);
        return value.isMissingNode() ? shape.property(name).fallback() : Optional.of(value);
    }
}
