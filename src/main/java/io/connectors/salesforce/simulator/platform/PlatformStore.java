package io.connectors.salesforce.simulator.platform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The users the platform has, by connector and source Id. Attributes an upsert does not name stay as they are. */
final class PlatformStore {
    private final Map<String, Map<String, ObjectNode>> connectors = new HashMap<>();
    private JsonPointer unique;

    /** @param attribute whose value no two users of a connector may share, such as {@code User.Login}; null for none */
    synchronized void unique(String attribute) {
        unique = attribute == null ? null : JsonPointer.compile("/" + attribute.replace('.', '/'));
    }

    /** Copies, so that a reader sees one moment. */
    synchronized Map<String, JsonNode> users(String connector) {
        return new TreeMap<>(connectors.getOrDefault(connector, Map.of()));
    }

    /** Applies a batch but for the users rejected, with the cause, or put off, without one; answers a result a user. */
    synchronized ArrayNode apply(String connector, JsonNode operations, Map<String, ObjectNode> rejected) {
        Map<String, ObjectNode> users = connectors.computeIfAbsent(connector, id -> new HashMap<>());
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (JsonNode operation : operations) {
            String id = operation.path("sourceId").asText();
            ObjectNode result = results.addObject().put("sourceId", id);
            if (rejected.containsKey(id)) {
                refuse(result, rejected.get(id));
            } else if (operation.path("op").asText().equals("delete")) {
                users.remove(id);
                result.put("status", "deleted");
            } else if (taken(users, id, operation.path("user"))) {
                refuse(
                        result,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("code", "taken")
                                .put(
                                        "message",
                                        "Another user has this " + unique.last().getMatchingProperty() + "."));
            } else {
                result.put("status", upsert(users, id, operation.path("user")));
            }
        }
        return results;
    }

    private static void refuse(ObjectNode result, ObjectNode error) {
        result.put("status", error == null ? "deferred" : "rejected");
        if (error != null) {
            result.set("error", error);
        }
    }

    private boolean taken(Map<String, ObjectNode> users, String id, JsonNode document) {
        if (unique == null || !document.at(unique).isTextual()) {
            return false;
        }
        JsonNode wanted = document.at(unique);
        return users.entrySet().stream()
                .anyMatch(user ->
                        !user.getKey().equals(id) && user.getValue().at(unique).equals(wanted));
    }

    private static String upsert(Map<String, ObjectNode> users, String id, JsonNode document) {
        ObjectNode before = users.get(id);
        ObjectNode after = before == null ? JsonNodeFactory.instance.objectNode() : before.deepCopy();
        merge(after, document);
        users.put(id, after);
        return before == null ? "created" : before.equals(after) ? "unchanged" : "updated";
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(member -> {
            if (member.getValue().isObject() && into.path(member.getKey()).isObject()) {
                merge((ObjectNode) into.get(member.getKey()), member.getValue());
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
    }

    synchronized void clear() {
        connectors.clear();
    }
}
