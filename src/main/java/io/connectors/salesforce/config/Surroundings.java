package io.connectors.salesforce.config;

import io.connectors.salesforce.config.allow.Hosts;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the files of connectors refer to.
 *
 * @param placeholders gets one placeholder as written, such as <code>{{env:NAME}}</code>, and answers with its value; throws
 *     IllegalArgumentException, with cause and remedy and without the value, for one that has none
 * @param mappings whether there is a mapping of a name
 * @param egress the hosts that connectors may name
 */
public record Surroundings(UnaryOperator<String> placeholders, Predicate<String> mappings, Hosts egress) {

    /** With any host. */
    public Surroundings(UnaryOperator<String> placeholders, Predicate<String> mappings) {
        this(placeholders, mappings, Hosts.any());
    }
}
