package io.connectors.salesforce.simulator.org;

import java.util.List;

/** UserLogin: one row a user, whether frozen. */
final class LoginTable implements Table {
    private final UserTable users;

    LoginTable(UserTable users) {
        this.users = users;
    }

    @Override
    public String name() {
        return "UserLogin";
    }

    @Override
    public int size() {
        return users.size();
    }

    @Override
    public boolean visible(int row) {
        return users.visible(row);
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.of("Id", "id", 18),
                new Field("UserId", "reference", 18, null, "User"),
                Field.of("IsFrozen", "boolean", 0),
                Field.of("IsPasswordLocked", "boolean", 0),
                Field.of("LastModifiedDate", "datetime", 0));
    }

    @Override
    public Accessor accessor(String field) {
        return switch (field) {
            case "Id" -> row -> SimulatedIds.id("0Yw", row + 1L);
            case "UserId" -> users::id;
            case "IsFrozen" -> users::frozen;
            case "IsPasswordLocked" -> row -> false;
            default -> users.accessor("LastModifiedDate");
        };
    }

    @Override
    public Parent parent(String relationship) {
        return null;
    }
}
