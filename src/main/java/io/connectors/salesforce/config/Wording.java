package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.Map;
import java.util.Optional;

/** Turns the validator's findings into problems: key, value found, what is allowed, remedy. */
final class Wording {
    private final Shape root;
    private final JsonNode connector;
    private final Problems problems;

    Wording(Shape root, JsonNode connector, Problems problems) {
        this.root = root;
        this.connector = connector;
        this.problems = problems;
    }

    void report(ValidationMessage finding) {
        Place place = place(finding.getInstanceLocation());
        switch (finding.getType()) {
            case "if", "allOf" -> {} // the branch's own findings say more
            case "required" -> missing(place, finding);
            case "additionalProperties" -> unknown(place, finding.getProperty());
            default -> wrong(place);
        }
    }

    private void missing(Place block, ValidationMessage finding) {
        String name = finding.getProperty();
        String key = Problems.child(block.key, name);
        if (problems.wrong(key) || (!block.key.isEmpty() && problems.wrong(block.key))) {
            return;
        }
        Optional<Map.Entry<String, JsonNode>> sibling = condition(block.shape, finding.getEvaluationPath());
        if (sibling.filter(known -> problems.wrong(Problems.child(block.key, known.getKey())))
                .isPresent()) {
            return;
        }
        String why = sibling.map(known ->
                        known.getKey() + ": " + known.getValue().path("const").asText() + " needs it.")
                .orElse("It is required.");
        String remedy = block.shape
                .property(name)
                .example()
                .map(example -> "Add it, for example " + name + ": " + example)
                .orElse("Add the block " + name + ":");
        problems.error(key, "is missing. " + why + " " + remedy);
    }

    private void unknown(Place block, String name) {
        String key = Problems.child(block.key, name);
        String meant = Nearest.question(name, block.shape.keys());
        String elsewhere = meant.isEmpty() ? elsewhere(name) : meant;
        problems.error(
                key,
                "is not a key of %s.%s Allowed: %s. Correct or remove it."
                        .formatted(
                                block.key.isEmpty() ? "a connector" : block.key,
                                elsewhere,
                                String.join(", ", block.shape.keys())));
    }

    private void wrong(Place place) {
        if (problems.wrong(place.key)) {
            return;
        }
        problems.error(place.key, fault(place) + " " + place.shape.allowed() + remedy(place));
    }

    private String fault(Place place) {
        if (place.value.isNull()) {
            return "has no value.";
        }
        boolean empty = place.value.isTextual() ? place.value.asText().isEmpty() : place.value.isEmpty();
        return empty && !place.value.isNumber() && !place.value.isBoolean()
                ? "is empty."
                : problems.shown(place.key, place.shape, place.value) + " does not fit.";
    }

    private static String remedy(Place place) {
        if (place.value.isNull()) {
            return " Write one, or remove the line.";
        }
        return place.shape.secret() ? "" : Nearest.question(place.value.asText(), place.shape.choices());
    }

    /** The sibling whose value asks for the key: the condition of the schema's branch that was taken. */
    private static Optional<Map.Entry<String, JsonNode>> condition(Shape block, JsonNodePath path) {
        int branch = path.getNameCount() - 2;
        if (branch < 1 || !path.getName(branch).equals("then")) {
            return Optional.empty();
        }
        int index = Integer.parseInt(path.getName(branch - 1));
        JsonNode condition = block.schema().path("allOf").path(index).path("if").path("properties");
        return condition.properties().stream().findFirst();
    }

    private String elsewhere(String name) {
        if (root.property(name).known()) {
            return " It belongs to the first level, without indentation.";
        }
        return root.keys().stream()
                .filter(block -> root.property(block).property(name).known())
                .findFirst()
                .map(block -> " It belongs below " + block + ".")
                .orElse("");
    }

    private Place place(JsonNodePath path) {
        Place place = new Place("", root, connector);
        for (int i = 0; i < path.getNameCount(); i++) {
            place = path.getElement(i) instanceof Integer index
                    ? new Place(Problems.item(place.key, index), place.shape.items(), place.value.path(index))
                    : place.child(path.getName(i));
        }
        return place;
    }

    private record Place(String key, Shape shape, JsonNode value) {
        private Place child(String name) {
            return new Place(Problems.child(key, name), shape.property(name), value.path(name));
        }
    }
}
