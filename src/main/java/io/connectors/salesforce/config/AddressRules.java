package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.config.allow.Address;
import io.connectors.salesforce.config.allow.Hosts;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which hosts a connector may name ({@code egress.allow}), also in the keys of a platform type's own. */
final class AddressRules {
    private AddressRules() {}

    static void check(Section connector, Hosts egress) {
        if (egress.names().isEmpty()) {
            return;
        }
        check(
                connector.problems(),
                egress,
                "salesforce.url",
                "url",
                connector.node().at("/salesforce/url"));
        check(
                connector.problems(),
                egress,
                "platform",
                "platform",
                connector.node().path("platform"));
    }

    private static void check(Problems problems, Hosts egress, String key, String name, JsonNode value) {
        if (value instanceof ObjectNode block) {
            block.properties()
                    .forEach(entry -> check(
                            problems, egress, Problems.child(key, entry.getKey()), entry.getKey(), entry.getValue()));
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                check(problems, egress, Problems.item(key, i), name, list.get(i));
            }
        } else if (value.isTextual() && !problems.wrong(key)) {
            Set<Address> named = new LinkedHashSet<>(Address.in(name, value.asText()));
            named.removeIf(address -> egress.allows(address.host()));
            if (!named.isEmpty()) {
                problems.error(
                        key,
                        "names a host that is not allowed. The setting egress.allow has: "
                                + String.join(", ", egress.names()) + ". Name one of these, or add the host there.");
            }
        }
    }
}
