package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.FrozenUsers;
import io.connectors.salesforce.config.UserStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
    /** Salesforce takes 16,384 bytes of address and headers; the token may be a long one. */
    private static final int LONGEST = 14_000;
    /** An Id, its quotes and its comma as they stand in an address. */
    private static final int BYTES_AN_ID = 27;

    private final Connector connector;

    Selection(Connector connector) {
        this.connector = connector;
    }

    /** Reads the columns of every selected user; frozen ones are left in, as {@code UserLogin} tells them. */
    Query users(List<String> columns) {
        String soql = "SELECT Id" + fields(columns) + " FROM User" + where(conditions()) + " ORDER BY Id";
        if (encodedLength(soql) > LONGEST) {
            throw new OrgFailure(
                    "The query takes " + encodedLength(soql) + " bytes in an address, more than the " + LONGEST
                            + " that fit one request. Shorten the mapping's source attributes or the connector's where.");
        }
        return new Query("User", soql, columns);
    }

    /** The columns of one user, selected or not. */
    static Query one(List<String> columns, String id) {
        return new Query(
                "User", "SELECT Id" + fields(columns) + " FROM User" + where(List.of("Id = " + literal(id))), columns);
    }

    private static String fields(List<String> columns) {
        return columns.stream()
                .filter(column -> !column.equals(FROZEN) && !column.equalsIgnoreCase("Id"))
                .map(Selection::checked)
                .distinct()
                .map(column -> ", " + column)
                .collect(Collectors.joining());
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

    private static int encodedLength(String soql) {
        return URLEncoder.encode(soql, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .length();
    }

    /** Which of some users are selected now, but for freezing; as many queries as a long condition makes of them. */
    List<Query> selected(List<String> ids) {
        int most = Math.max(1, (LONGEST - encodedLength(where(conditions()))) / BYTES_AN_ID - 10);
        List<Query> queries = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += most) {
            List<String> conditions = new ArrayList<>();
            conditions.add("Id IN (" + literals(ids.subList(from, Math.min(from + most, ids.size()))) + ")");
            conditions.addAll(conditions());
            queries.add(new Query("User", "SELECT Id FROM User" + where(conditions), List.of()));
        }
        return queries;
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
