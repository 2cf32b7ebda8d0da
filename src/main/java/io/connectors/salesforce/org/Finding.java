package io.connectors.salesforce.org;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What a check of a connector found.
 *
 * @param check login, fields, query, frozen, rights or api-budget
 * @param message what was found, and the remedy where one is needed
 */
public record Finding(String connector, Level level, String check, String message) {
    /** How bad it is; ERROR makes every run fail. */
    public enum Level {
        OK,
        WARNING,
        ERROR;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
