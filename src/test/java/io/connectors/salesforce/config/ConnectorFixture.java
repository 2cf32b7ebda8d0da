package io.connectors.salesforce.config;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Connector files as text, and an environment for their placeholders. */
final class ConnectorFixture {
    static final String MINIMAL = """
            name: Acme
            salesforce:
              url: https://acme.my.salesforce.com
              consumerKey: key
              consumerSecret: "{{env:SECRET}}"
              username: sync@acme.com
              password: "{{env:PASSWORD}}"
            schedule:
              repeats: manual
            platform:
              type: rest
              url: https://platform.example/api
              token: "{{env:TOKEN}}"
            """;

    static final Map<String, String> ENVIRONMENT = Map.of(
            "SECRET",
            "hidden-secret",
            "PASSWORD",
            "hidden-password",
            "TOKEN",
            "hidden-token",
            "KEY",
            "hidden-key",
            "ON",
            "true",
            "SIZE",
            "50",
            "EMPTY",
            "",
            "LIMIT",
            "5%",
            "WORD",
            "hidden-word");

    private ConnectorFixture() {}

    static UnaryOperator<String> placeholders(Map<String, String> environment) {
        return new PlaceholderValues(environment);
    }

    static Connectors read(String text) {
        return Connectors.of("acme.yaml", text, placeholders(ENVIRONMENT));
    }

    static Connector valid(String text) {
        Connectors connectors = read(text);
        return connectors
                .find("acme")
                .orElseThrow(() -> new AssertionError(connectors.problems().toString()));
    }

    static List<Problem> problems(String text) {
        return read(text).problems();
    }

    /** The minimal file with one line replaced by any text. */
    static String minimalWith(String line, String replacement) {
        if (!MINIMAL.contains(line)) {
            throw new IllegalArgumentException("not in the minimal file: " + line);
        }
        return MINIMAL.replace(line, replacement);
    }
}
