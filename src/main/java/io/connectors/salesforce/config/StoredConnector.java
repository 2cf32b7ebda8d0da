package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A connector's file as others may see it.
 *
 * @param options its keys as written, secrets left out
 * @param secretsSet dotted keys of the secrets it holds
 * @param version changes with every byte of the file
 */
public record StoredConnector(ObjectNode options, List<String> secretsSet, String version) {
    static StoredConnector of(String file, String text) {
        Options options = Options.of(file, text);
        return new StoredConnector(options.shown(), options.secrets(), Version.of(text));
    }
}
