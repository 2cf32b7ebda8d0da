package io.connectors.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.mapping.Mapping;
import java.util.Set;
import org.apache.camel.ProducerTemplate;

/** Single questions to an org, outside of a run; none of them writes. */
final class Questions {
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
        return JsonAnswer.read("Salesforce's answer", ask(operation, body));
    }

    /** What the org says of the objects a mapping's fields lead to. */
    Description describe(Mapping mapping) {
        Description description = new Description();
        while (description.isMore()) {
            description.take(ask("getDescription?sObjectName=" + description.getNext(), ""));
            if (!description.isMore()) {
                description.widen(mapping.sources());
            }
        }
        return description;
    }

    /** Those of a mapping's fields that can be read. */
    Set<String> readable(Mapping mapping) {
        return describe(mapping).readable(mapping.sources());
    }
}
