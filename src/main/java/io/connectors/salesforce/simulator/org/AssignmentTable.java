package io.connectors.salesforce.simulator.org;

import java.util.List;

/** PermissionSetAssignment: for each user the one their profile brings along, and for some one more. */
final class AssignmentTable implements Table {
    private final UserTable users;
    private final SmallTable sets;
    private final long seed;

    AssignmentTable(UserTable users, SmallTable sets, long seed) {
        this.users = users;
        this.sets = sets;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "PermissionSetAssignment";
    }

    @Override
    public int size() {
        return 2 * users.size();
    }

    @Override
    public boolean visible(int row) {
        return users.visible(row / 2) && set(row) >= 0;
    }

    /** Even rows are the profiles', and the first set is theirs; -1 for none. */
    private int set(int row) {
        if (row % 2 == 0) {
            return 0;
        }
        int set = Mix.pick(seed, row, 91, 2 * sets.size());
        return set == 0 || set >= sets.size() ? -1 : set;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.of("Id", "id", 18),
                new Field("AssigneeId", "reference", 18, "Assignee", "User"),
                new Field("PermissionSetId", "reference", 18, "PermissionSet", "PermissionSet"),
                Field.of("SystemModstamp", "datetime", 0));
    }

    @Override
    public Accessor accessor(String field) {
        return switch (field) {
            case "Id" -> row -> SimulatedIds.id("0Pa", row + 1L);
            case "AssigneeId" -> row -> users.id(row / 2);
            case "PermissionSetId" -> row -> sets.id(set(row));
            default -> {
                Accessor created = users.accessor("CreatedDate");
                yield row -> created.of(row / 2);
            }
        };
    }

    @Override
    public Parent parent(String relationship) {
        return relationship.equals("Assignee") ? new Parent(users, row -> row / 2) : new Parent(sets, this::set);
    }
}
