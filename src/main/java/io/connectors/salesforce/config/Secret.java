package io.connectors.salesforce.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/** A value that must not be seen: text forms and JSON show asterisks, only {@link #value()} gives it away. */
public record Secret(String value) {

    public Secret {
        Objects.requireNonNull(value, "value");
    }

    @Override
    @JsonValue
    public String toString() {
        return "******";
    }
}
