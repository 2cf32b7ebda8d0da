package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code connector.schema.json}: keys, types, defaults and words of the console's form, in one place. */
final class ConnectorSchema {
    private static final JsonNode TEXT = load();
    private static final JsonSchema SCHEMA = compile(TEXT);
    static final Shape SHAPE = new Shape(TEXT);

    private ConnectorSchema() {}

    /** Reports what the schema finds, in words for people, but not what is already known to be wrong. */
    static void check(JsonNode connector, Problems problems) {
        Wording wording = new Wording(SHAPE, connector, problems);
        SCHEMA.validate(connector).forEach(wording::report);
    }

    private static JsonNode load() {
        try (InputStream file = ConnectorSchema.class.getResourceAsStream("/connector.schema.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("connector.schema.json cannot be read", broken);
        }
    }

    private static JsonSchema compile(JsonNode text) {
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword("errorMessage"))
                .build();
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        factory -> factory.metaSchema(dialect).defaultMetaSchemaIri(dialect.getIri()))
                .getSchema(text, SchemaValidatorsConfig.builder().build());
    }
}
