package io.connectors.salesforce.mapping;

import java.util.List;

/** One step of a target's transform: the values of its sources in, what is left of them out. */
@FunctionalInterface
interface Transform {
    /**
     * Converts what it can.
     *
     * @throws Refused for a value it cannot convert
     */
    List<Object> apply(List<Object> values);
}
