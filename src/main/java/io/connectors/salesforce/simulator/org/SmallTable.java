package io.connectors.salesforce.simulator.org;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;

/** An object of a few rows with an Id and a Name: Profile, UserRole, UserLicense, PermissionSet. */
final class SmallTable implements Table {
    private final String name;
    private final String prefix;
    private final List<String> names;
    private final Map<String, Parent> parents;
    private final Map<String, IntPredicate> flags = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();

    SmallTable(String name, String prefix, List<String> names, Map<String, Parent> parents) {
        this.name = name;
        this.prefix = prefix;
        this.names = new CopyOnWriteArrayList<>(names);
        this.parents = parents;
        fields.add(Field.of("Id", "id", 18));
        fields.add(Field.of("Name", "string", 80));
        parents.forEach((relationship, parent) -> fields.add(new Field(
                relationship + "Id",
                "reference",
                18,
                relationship,
                parent.table().name())));
    }

    /** The same with a boolean field. */
    SmallTable flag(String field, IntPredicate value) {
        flags.put(field, value);
        fields.add(Field.of(field, "boolean", 0));
        return this;
    }

    /** Answers whether there was one. */
    boolean rename(String from, String to) {
        int row = names.indexOf(from);
        if (row >= 0) {
            names.set(row, to);
        }
        return row >= 0;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public boolean visible(int row) {
        return true;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public Accessor accessor(String field) {
        return switch (field) {
            case "Id" -> row -> SimulatedIds.id(prefix, row + 1L);
            case "Name" -> names::get;
            default -> {
                if (flags.containsKey(field)) {
                    IntPredicate flag = flags.get(field);
                    yield row -> flag.test(row);
                }
                Parent parent = parents.get(field.substring(0, field.length() - 2));
                yield row -> parent.table().id(parent.row().applyAsInt(row));
            }
        };
    }

    @Override
    public Parent parent(String relationship) {
        return parents.get(relationship);
    }
}
