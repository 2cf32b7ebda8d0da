package io.connectors.salesforce.org;

import java.util.Optional;

/**
 * A source attribute that is not there, as opposed to one that is hidden.
 *
 * @param path as written
 * @param object whose field it should be
 * @param meant the path that was probably meant
 */
record Misspelt(String path, String object, Optional<String> meant) {
    /** A sentence. */
    String sentence() {
        return path + " is not a field of " + object
                + meant.map(near -> "; did you mean " + near + "?").orElse(".");
    }
}
