package io.connectors.salesforce.simulator.org;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** The rows of one object, by number. */
interface Table {
    /** A field's value: String, Boolean, Number, Map or null. */
    @FunctionalInterface
    interface Accessor {
        Object of(int row);
    }

    /**
     * A look-up.
     *
     * @param row of the parent, -1 for none
     */
    record Parent(Table table, IntUnaryOperator row) {}

    /**
     * For the describe.
     *
     * @param relationship the name parents are reached by, or null
     * @param references the object referred to, or null
     */
    record Field(String name, String type, int length, String relationship, String references) {
        static Field of(String name, String type, int length) {
            return new Field(name, type, length, null, null);
        }
    }

    String name();

    int size();

    boolean visible(int row);

    List<Field> fields();

    /** By a field's name as the describe spells it. */
    Accessor accessor(String field);

    /** By a relationship's name as the describe spells it. */
    Parent parent(String relationship);

    default String id(int row) {
        return (String) accessor("Id").of(row);
    }
}
