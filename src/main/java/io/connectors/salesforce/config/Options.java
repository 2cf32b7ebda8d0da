package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The keys of a connector file as written, placeholders and all; what only defaults say is not among them. */
final class Options {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode tree;

    private Options(ObjectNode tree) {
        this.tree = tree;
    }

    /** Of a file's text; as much as can be read where it is wrong. */
    static Options of(String file, String text) {
        Problems unused = new Problems(file);
        return new Options(YamlText.keys(ConnectorFile.plain(text), unused)
                .flatMap(keys -> YamlTree.read(keys, ConnectorSchema.SHAPE, UnaryOperator.identity(), unused))
                .orElseGet(JSON::createObjectNode));
    }

    /** Those somebody sent, secrets among them. */
    static Options of(ObjectNode sent) {
        return new Options(sent.deepCopy());
    }

    ObjectNode tree() {
        return tree;
    }

    /** Without the secrets. */
    ObjectNode shown() {
        ObjectNode shown = tree.deepCopy();
        secrets().keySet().forEach(key -> parent(shown, key).remove(name(key)));
        return shown;
    }

    /** Secrets that have a value, by dotted key. */
    Map<String, JsonNode> secrets() {
        Map<String, JsonNode> secrets = new LinkedHashMap<>();
        collect(tree, "", ConnectorSchema.SHAPE, secrets);
        return secrets;
    }

    private static void collect(ObjectNode block, String key, Shape shape, Map<String, JsonNode> secrets) {
        block.properties().forEach(entry -> {
            String child = Problems.child(key, entry.getKey());
            Shape wanted = shape.property(entry.getKey());
            if (entry.getValue() instanceof ObjectNode inner) {
                collect(inner, child, wanted, secrets);
            } else if (YamlTree.secret(child, wanted)
                    && !entry.getValue().asText().isEmpty()
                    && !entry.getValue().isNull()) {
                secrets.put(child, entry.getValue());
            }
        });
    }

    /** With the secrets of an earlier version where this one does not mention them; one that is null or empty is dropped. */
    Options keepingSecretsOf(Options earlier) {
        ObjectNode merged = tree.deepCopy();
        earlier.secrets().forEach((key, value) -> {
            ObjectNode parent = parent(merged, key);
            if (parent != null && !parent.has(name(key))) {
                parent.set(name(key), value);
            }
        });
        prune(merged);
        return new Options(merged);
    }

    private static void prune(ObjectNode block) {
        List<String> empty = new ArrayList<>();
        block.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value instanceof ObjectNode inner) {
                prune(inner);
            }
            if (value.isNull() || (value.isTextual() && value.asText().isEmpty())) {
                empty.add(entry.getKey());
            }
        });
        block.remove(empty);
    }

    /** The block a dotted key stands in; null where there is none. */
    private static ObjectNode parent(ObjectNode tree, String key) {
        JsonNode block = tree;
        String[] names = key.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            block = block.path(names[i]);
        }
        return block instanceof ObjectNode object ? object : null;
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** As a file, its keys in the order of the schema. */
    String yaml() {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(120)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Dump(settings).dumpToString(JSON.convertValue(ordered(tree, ConnectorSchema.SHAPE), Object.class));
    }

    private static JsonNode ordered(JsonNode value, Shape shape) {
        if (value instanceof ArrayNode) {
            return value;
        }
        if (!(value instanceof ObjectNode block)) {
            return value;
        }
        ObjectNode ordered = JSON.createObjectNode();
        for (String name : shape.keys()) {
            if (block.has(name)) {
                ordered.set(name, ordered(block.get(name), shape.property(name)));
            }
        }
        block.properties().forEach(entry -> {
            if (!ordered.has(entry.getKey())) {
                ordered.set(entry.getKey(), entry.getValue());
            }
        });
        return ordered;
    }
}
