package io.connectors.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.mapping.Mapping;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.ProducerTemplate;

/** Single questions to an org, outside of a run; none of them writes. */
final class Questions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connector connector;
    private final ProducerTemplate template;

    Questions(Connector connector, ProducerTemplate template) {
        this.connector = connector;
        this.template = template;
    }

    byte[] ask(String operation, String body) {
        return template.requestBody(OrgConnection.scheme(connector) + ":" + operation, body, byte[].class);
    }

    JsonNode json(String operation, String body) {
        try {
            return JSON.readTree(ask(operation, body));
        } catch (IOException cut) {
            throw new OrgFailure("Salesforce's answer is cut off or no JSON.", cut);
        }
    }

    /** Those of a mapping's fields that can be read. */
    Set<String> readable(Mapping mapping) {
        Description description = new Description();
        description.take(ask("getDescription?sObjectName=User", ""));
        description.widen(mapping.sources());
        while (description.isMore()) {
            description.take(ask("getDescription?sObjectName=" + description.getNext(), ""));
        }
        Set<String> readable = new HashSet<>(mapping.sources());
        readable.removeIf(path -> !path.equals(Selection.FROZEN) && !description.readable(path));
        return readable;
    }
}
