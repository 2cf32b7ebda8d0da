package io.connectors.salesforce.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The documents that describe the API and the connector files. */
final class Documents {
    List<Operation> operations() {
        return List.of(
                new Operation(
                        "getDocument",
                        "GET",
                        "/openapi.yaml",
                        (request, path) -> Answer.text("application/yaml", resource("/openapi.yaml"))),
                new Operation(
                        "getConnectorSchema",
                        "GET",
                        "/connector.schema.json",
                        (request, path) -> Answer.text("application/json", resource("/connector.schema.json"))));
    }

    private static String resource(String name) {
        try (InputStream file = Documents.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
