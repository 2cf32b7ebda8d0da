package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
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
                .flatMap(keys -> YamlTree.written(keys, ConnectorSchema.SHAPE, unused))
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
        paths().forEach(path -> parent(shown, path).remove(path.get(path.size() - 1)));
        return shown;
    }

    /** Dotted keys of the secrets that have a value. */
    List<String> secrets() {
        return paths().stream().map(path -> String.join(".", path)).toList();
    }

    List<List<String>> paths() {
        List<List<String>> secrets = new ArrayList<>();
        collect(tree, List.of(), ConnectorSchema.SHAPE, secrets);
        return secrets;
    }

    private static void collect(ObjectNode block, List<String> path, Shape shape, List<List<String>> secrets) {
        block.properties().forEach(entry -> {
            List<String> child = new ArrayList<>(path);
            child.add(entry.getKey());
            Shape wanted = shape.property(entry.getKey());
            JsonNode value = entry.getValue();
            // a list may hold anything: what the schema does not know is not shown where its name, or one within, tells
            // of a secret
            boolean hidden = YamlTree.secret(String.join(".", child), wanted)
                    || (value.isArray() && !wanted.known() && holdsSecret(value));
            if (hidden && !empty(value)) {
                secrets.add(child);
            } else if (value instanceof ObjectNode inner) {
                collect(inner, child, wanted, secrets);
            }
        });
    }

    private static boolean empty(JsonNode value) {
        return value.isNull() || (value.isTextual() && value.asText().isEmpty());
    }

    private static boolean holdsSecret(JsonNode value) {
        if (value instanceof ObjectNode block) {
            return block.properties().stream()
                    .anyMatch(entry -> YamlTree.secretName(entry.getKey()) || holdsSecret(entry.getValue()));
        }
        for (JsonNode each : value) {
            if (holdsSecret(each)) {
                return true;
            }
        }
        return false;
    }

    /** With the secrets of an earlier version where this one does not mention them; one that is null or empty is dropped. */
    Options keepingSecretsOf(Options earlier) {
        ObjectNode merged = tree.deepCopy();
        for (List<String> path : earlier.paths()) {
            String name = path.get(path.size() - 1);
            ObjectNode parent = parent(merged, path);
            if (parent != null && !parent.has(name)) {
                parent.set(name, parent(earlier.tree, path).get(name));
            }
        }
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
            if (empty(value)) {
                empty.add(entry.getKey());
            }
        });
        block.remove(empty);
    }

    /** The block the last key of a path stands in; null where there is none. */
    private static ObjectNode parent(ObjectNode tree, List<String> path) {
        JsonNode block = tree;
        for (String name : path.subList(0, path.size() - 1)) {
            block = block.path(name);
        }
        return block instanceof ObjectNode object ? object : null;
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
