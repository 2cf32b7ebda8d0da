package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML nodes to JSON: lines noted, placeholders resolved, scalars typed as the schema wants them. */
final class YamlTree {
    private static final int MOST_VALUES = 2_000;
    private static final int DEEPEST = 20;
    private static final Set<Tag> TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i)secret|password|passphrase|pwd|token|credential|authorization|api-?key|private-?key");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Placeholders placeholders;
    private final Problems problems;
    private int values;
    private int depth;
    private boolean boundless;

    private YamlTree(Placeholders placeholders, Problems problems) {
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** The whole file as it is written, placeholders and all. */
    static Optional<ObjectNode> written(MappingNode file, Shape shape, Problems problems) {
        return new YamlTree(Placeholders.untouched(problems), problems).read(file, shape);
    }

    /** The whole file; what is wrong in it is among the problems and left out. Nothing for a file without bounds. */
    static Optional<ObjectNode> read(
            MappingNode file, Shape shape, UnaryOperator<String> placeholders, Problems problems) {
        return new YamlTree(new Placeholders(placeholders, !inactive(file), problems), problems).read(file, shape);
    }

    private Optional<ObjectNode> read(MappingNode file, Shape shape) {
        ObjectNode tree = mapping(file, "", shape);
        if (!boundless) {
            return Optional.of(tree);
        }
        problems.error(
                1,
                "",
                "The file, its aliases written out, has more than " + MOST_VALUES + " values or " + DEEPEST
                        + " levels. Remove the aliases.");
        return Optional.empty();
    }

    /** A connector that does not run yet may wait for its secrets. */
    private static boolean inactive(MappingNode file) {
        return file.getValue().stream()
                .anyMatch(entry -> entry.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals("active")
                        && entry.getValueNode() instanceof ScalarNode value
                        && value.getValue().equals("false"));
    }

    private JsonNode value(Node node, String key, Shape shape) {
        if (++values > MOST_VALUES || depth > DEEPEST) { // aliases of aliases grow without bound
            boundless = true;
            return MissingNode.getInstance();
        }
        if (!TAGS.contains(node.getTag())) {
            problems.error(key, "carries a YAML tag. Tags are not allowed: remove the word that begins with !.");
            return MissingNode.getInstance();
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, key, shape);
        }
        depth++;
        JsonNode collection = node instanceof MappingNode block
                ? mapping(block, key, shape)
                : sequence((SequenceNode) node, key, shape);
        depth--;
        return collection;
    }

    private ObjectNode mapping(MappingNode block, String key, Shape shape) {
        ObjectNode object = JSON.objectNode();
        Map<String, Integer> seen = new HashMap<>();
        for (NodeTuple entry : block.getValue()) {
            int line = YamlText.line(entry.getKeyNode().getStartMark());
            if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
                problems.error(line, key, "has a key that is no word. A placeholder needs quotes: \"{{env:NAME}}\".");
                continue;
            }
            String name = scalar.getValue();
            Shape wanted = shape.property(name);
            if (block.getFlowStyle() == FlowStyle.FLOW && !wanted.known() && valueless(entry.getValueNode())) {
                problems.error(line, key, "holds a word without a value. A value with commas or colons needs quotes.");
                continue; // the word may be half of a secret, so it is not shown
            }
            String child = Problems.child(key, name);
            Integer earlier = seen.putIfAbsent(name, line);
            if (earlier != null) {
                problems.error(line, child, "is written twice, first in line " + earlier + ". Keep one.");
                continue;
            }
            problems.located(child, line);
            JsonNode value = value(entry.getValueNode(), child, wanted);
            if (!value.isMissingNode()) {
                object.set(name, value);
            }
        }
        return object;
    }

    private static boolean valueless(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getTag().equals(Tag.NULL)
                && scalar.getValue().isEmpty();
    }

    private ArrayNode sequence(SequenceNode list, String key, Shape shape) {
        ArrayNode array = JSON.arrayNode();
        for (Node node : list.getValue()) {
            String item = Problems.item(key, array.size());
            problems.located(item, YamlText.line(node.getStartMark()));
            JsonNode value = value(node, item, shape.items());
            if (!value.isMissingNode()) {
                array.add(value);
            }
        }
        return array;
    }

    /** Whether a key holds a secret: the schema says so, or the name of one it does not know. */
    static boolean secret(String key, Shape shape) {
        return shape.secret() || (key.startsWith("platform.") && !shape.known() && secretName(key));
    }

    /** Whether a key the schema does not know sounds like one of a secret. */
    static boolean secretName(String key) {
        return SECRET_NAME.matcher(key).find();
    }

    private JsonNode scalar(ScalarNode node, String key, Shape shape) {
        String written = node.getValue();
        if (node.getTag().equals(Tag.NULL)) { // "safeguards:" with all its keys commented out means the defaults
            return shape.is("object") ? JSON.objectNode() : JSON.nullNode();
        }
        if (Placeholders.in(written)) {
            problems.cameFromPlaceholder(key, written);
            return placeholders
                    .resolve(written, key)
                    .map(text -> Scalar.typed(text, Tag.STR, shape))
                    .orElse(MissingNode.getInstance());
        }
        if (secret(key, shape) && !written.isEmpty()) {
            String fault = PlaceholderValues.fault(written);
            if (fault != null && placeholders.resolves()) {
                problems.error(key, fault + ".");
                return MissingNode.getInstance();
            }
            problems.warning(
                    key,
                    "is a secret written in clear. Better: put it into the environment and write \"{{env:NAME}}\".");
        }
        return Scalar.typed(written, node.getTag(), shape);
    }
}
