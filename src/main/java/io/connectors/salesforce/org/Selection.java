package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.FrozenUsers;
import io.connectors.salesforce.config.UserStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The users a connector selects, as SOQL. Names come from an allow-list of characters, texts are escaped. */
final class Selection {
    static final String FROZEN = "UserLogin.IsFrozen";
    private static final List<String> NOT_PEOPLE = List.of("Guest", "AutomatedProcess", "CloudIntegrationUser");
    private static final Pattern PATH = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}");
    /** Salesforce takes 16,384 bytes of address and headers. */
    private static final int LONGEST = 12_000;

    private final Connector connector;

    Selection(Connector connector) {
        this.connector = connector;
    }

    /** Reads the columns of every selected user; frozen ones are left in, as {@code UserLogin} tells them. */
    Query users(List<String> columns) {
        String fields = columns.stream()
                .filter(column -> !column.equals(FROZEN) && !column.equalsIgnoreCase("Id"))
                .map(Selection::checked)
                .distinct()
                .map(column -> ", " + column)
                .collect(Collectors.joining());
        String soql = "SELECT Id" + fields + " FROM User" + where(conditions()) + " ORDER BY Id";
        if (soql.length() > LONGEST) {
            throw new OrgFailure("The query has " + soql.length() + " characters, more than the " + LONGEST
                    + " that fit one request. Shorten the mapping's source attributes or the connector's where.");
        }
        return new Query("User", soql, columns);
    }

    private static String checked(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new OrgFailure("Not a field path: " + path);
        }
        return path;
    }

    /** Whether the frozen users have to be known. */
    boolean needsLogins(Collection<String> columns) {
        return connector.frozenUsers() != FrozenUsers.INCLUDE || columns.contains(FROZEN);
    }

    /** The Ids of all frozen users. */
    static Query frozen() {
        return new Query("UserLogin", "SELECT UserId FROM UserLogin WHERE IsFrozen = true", List.of());
    }

    /** Which of some users are frozen. */
    static Query frozen(List<String> ids) {
        return new Query(
                "UserLogin",
                "SELECT UserId FROM UserLogin WHERE IsFrozen = true AND UserId IN (" + literals(ids) + ")",
                List.of());
    }

    /** Some users as they are now, whatever is selected. */
    static Query present(List<String> ids) {
        return new Query(
                "User", "SELECT Id, IsActive FROM User WHERE Id IN (" + literals(ids) + ")", List.of("IsActive"));
    }

    /** Which of some users are selected now, but for freezing. */
    Query selected(List<String> ids) {
        List<String> conditions = new ArrayList<>(List.of("Id IN (" + literals(ids) + ")"));
        conditions.addAll(conditions());
        return new Query("User", "SELECT Id FROM User" + where(conditions), List.of());
    }

    boolean selectsStatus(boolean active) {
        return connector.userStatus().contains(active ? UserStatus.ACTIVE : UserStatus.INACTIVE);
    }

    boolean selectsFrozen(boolean frozen) {
        return switch (connector.frozenUsers()) {
            case INCLUDE -> true;
            case EXCLUDE -> !frozen;
            case ONLY -> frozen;
        };
    }

    private List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (connector.userStatus().size() == 1) {
            conditions.add("IsActive = " + connector.userStatus().contains(UserStatus.ACTIVE));
        }
        conditions.add(connector
                .userTypes()
                .map(types -> "UserType IN (" + literals(types) + ")")
                .orElse("UserType NOT IN (" + literals(NOT_PEOPLE) + ")"));
        connector.where().ifPresent(where -> conditions.add("(" + where + ")"));
        return conditions;
    }

    private static String where(List<String> conditions) {
        return " WHERE " + String.join(" AND ", conditions);
    }

    private static String literals(List<String> texts) {
        return texts.stream().map(Selection::literal).collect(Collectors.joining(","));
    }

    static String literal(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 2).append('\'');
        for (char character : text.toCharArray()) {
            switch (character) {
                case '\\', '\'', '"' -> literal.append('\\').append(character);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append(character);
            }
        }
        return literal.append('\'').toString();
    }
}
