package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each query beside the same thing said in Java about the records. */
class SoqlEvaluatorTest {
    private static final Catalog CATALOG = new Catalog(600, 7);

    private static List<String> ids(String rest) {
        return ids(CATALOG, rest);
    }

    private static List<String> ids(Catalog catalog, String rest) {
        int[] rows = new SoqlEvaluator(catalog, SoqlParser.parse("SELECT Id FROM User " + rest)).rows();
        return Arrays.stream(rows).mapToObj(catalog.users::id).toList();
    }

    private static List<Map<String, Object>> users() {
        return CATALOG.users.rows().stream().map(CATALOG.users::record).toList();
    }

    private static List<String> ids(Predicate<Map<String, Object>> condition) {
        return users().stream()
                .filter(condition)
                .map(user -> (String) user.get("Id"))
                .toList();
    }

    private static String lower(Object value) {
        return value == null ? "" : value.toString().toLowerCase(Locale.ROOT);
    }

    private static SoqlProblem problem(String query) {
        try {
            new SoqlEvaluator(CATALOG, SoqlParser.parse(query)).rows();
        } catch (SoqlProblem problem) {
            return problem;
        }
        throw new AssertionError("accepted: " + query);
    }

    @Test
    void findsEverybodyInTheOrderOfIds() {
        assertThat(ids("")).hasSize(600).isSorted().isEqualTo(ids("ORDER BY Id"));
    }

    @Test
    void comparesBooleans() {
        assertThat(ids("WHERE IsActive = true"))
                .isEqualTo(ids(user -> user.get("IsActive").equals(true)));
        assertThat(ids("WHERE IsActive != true"))
                .isEqualTo(ids(user -> user.get("IsActive").equals(false)));
    }

    @Test
    void comparesTextsWithoutCase() {
        assertThat(ids("WHERE Department = 'SALES'"))
                .isNotEmpty()
                .isEqualTo(ids(user -> user.get("Department").equals("Sales")));
        assertThat(ids("WHERE LastName >= 'k'"))
                .isNotEmpty()
                .isEqualTo(ids(user -> lower(user.get("LastName")).compareTo("k") >= 0));
    }

    @Test
    void countsNullAsDifferentFromEveryValue() {
        assertThat(ids("WHERE FirstName != 'Ada'")).containsAll(ids("WHERE FirstName = null"));
        assertThat(ids("WHERE FirstName NOT IN ('Ada')")).containsAll(ids("WHERE FirstName = null"));
        assertThat(ids("WHERE FirstName < 'Zzz'")).doesNotContainAnyElementsOf(ids("WHERE FirstName = null"));
    }

    @Test
    void takesTheEmptyTextForNull() {
        assertThat(ids("WHERE Title = ''")).isNotEmpty().isEqualTo(ids("WHERE Title = null"));
        assertThat(ids("WHERE Title != ''")).isEqualTo(ids(user -> user.get("Title") != null));
    }

    @Test
    void findsAmongSeveralValues() {
        assertThat(ids("WHERE UserType IN ('guest', 'CsnOnly')"))
                .isNotEmpty()
                .isEqualTo(ids(user -> List.of("Guest", "CsnOnly").contains(user.get("UserType"))));
        assertThat(ids("WHERE UserType NOT IN ('Standard')"))
                .isEqualTo(ids(user -> !user.get("UserType").equals("Standard")));
        assertThat(ids("WHERE ManagerId IN (null)")).isEqualTo(ids(user -> user.get("ManagerId") == null));
    }

    @Test
    void findsByIdsOfFifteenAndOfEighteenCharacters() {
        String id = CATALOG.users.id(40);
        String other = CATALOG.users.id(41);

        assertThat(ids("WHERE Id = '" + id + "'")).containsExactly(id);
        assertThat(ids("WHERE id = '" + id.substring(0, 15) + "'")).containsExactly(id);
        assertThat(ids("WHERE Id IN ('" + id + "', '" + other.substring(0, 15) + "')"))
                .containsExactly(id, other);
    }

    @Test
    void tellsTheCaseOfIds() {
        String upper = CATALOG.users.id(10);
        String lower = CATALOG.users.id(36);

        assertThat(upper.substring(0, 15)).isEqualToIgnoringCase(lower.substring(0, 15));
        assertThat(ids("WHERE Id = '" + upper + "'")).containsExactly(upper);
        assertThat(ids("WHERE Id = '" + lower + "'")).containsExactly(lower);
    }

    @Test
    void goesOnBehindTheLastId() {
        String last = CATALOG.users.id(99);

        assertThat(ids("WHERE Id > '" + last + "' ORDER BY Id LIMIT 50"))
                .isEqualTo(ids("ORDER BY Id LIMIT 50 OFFSET 100"));
        assertThat(ids("WHERE Id > '" + last.substring(0, 15) + "'")).hasSize(500);
        assertThat(ids("WHERE Id <= '" + last + "'")).hasSize(100);
    }

    @ParameterizedTest
    @CsvSource({
        "o'%, '^o''.*'",
        "%er%, '.*er.*'",
        "_ay, '.ay'",
        "KAY, kay",
        "%.%, '.*\\..*'",
    })
    void matchesPatterns(String pattern, String regex) {
        assertThat(ids("WHERE LastName LIKE '" + pattern.replace("'", "\\'") + "'"))
                .isEqualTo(ids(user -> lower(user.get("LastName")).matches(regex)));
    }

    @Test
    void takesAnEscapedWildcardLiterally() {
        Catalog catalog = new Catalog(0, 1);
        String percent = catalog.users.create(Map.of("Title", "100% _sure_"));
        String words = catalog.users.create(Map.of("Title", "100 percent"));
        String slash = catalog.users.create(Map.of("Title", "a\\b"));

        assertThat(ids(catalog, "WHERE Title LIKE '100\\%%'")).containsExactly(percent);
        assertThat(ids(catalog, "WHERE Title LIKE '100%'")).containsExactly(percent, words);
        assertThat(ids(catalog, "WHERE Title LIKE '%\\_sure\\_'")).containsExactly(percent);
        assertThat(ids(catalog, "WHERE Title LIKE 'a\\\\_'")).containsExactly(slash);
        assertThat(ids(catalog, "WHERE Title = 'a\\\\b'")).containsExactly(slash);
    }

    @Test
    void comparesTimesInAnyZone() {
        String middle = "2022-01-01T00:00:00.000+0000";

        List<String> later = ids(user -> user.get("CreatedDate").toString().compareTo(middle) > 0);
        assertThat(later).isNotEmpty().hasSizeLessThan(600);
        assertThat(ids("WHERE CreatedDate > 2022-01-01T00:00:00Z")).isEqualTo(later);
        assertThat(ids("WHERE CreatedDate > 2022-01-01T02:00:00+02:00")).isEqualTo(later);
        assertThat(ids("WHERE CreatedDate > 2021-12-31T16:00:00.000-0800")).isEqualTo(later);
        String exact = users().get(5).get("CreatedDate").toString();
        assertThat(ids("WHERE CreatedDate = " + exact)).contains(CATALOG.users.id(5));
    }

    @Test
    void comparesNumbers() {
        assertThat(ids("WHERE NumberOfFailedLogins >= 2"))
                .isNotEmpty()
                .isEqualTo(ids(user -> (Integer) user.get("NumberOfFailedLogins") >= 2));
    }

    @Test
    void combinesConditions() {
        assertThat(ids("WHERE IsActive = true AND (Department = 'Sales' OR Division = 'EMEA') AND NOT Title = null"))
                .isNotEmpty()
                .isEqualTo(ids(user -> user.get("IsActive").equals(true)
                        && (user.get("Department").equals("Sales")
                                || user.get("Division").equals("EMEA"))
                        && user.get("Title") != null));
    }

    @Test
    void followsLookUps() {
        List<String> users = ids("WHERE profile.userlicense.name = 'Chatter Free' AND Manager.Username LIKE 'user%'");

        assertThat(users).isNotEmpty();
        assertThat(ids("WHERE UserRole.Name = null")).isEqualTo(ids(user -> user.get("UserRoleId") == null));
    }

    @Test
    void joinsAnotherObject() {
        assertThat(ids("WHERE Id IN (SELECT UserId FROM UserLogin WHERE IsFrozen = true)"))
                .isNotEmpty()
                .allSatisfy(id ->
                        assertThat(CATALOG.users.frozen(CATALOG.users.row(id))).isTrue());
        assertThat(ids("WHERE Id NOT IN (SELECT UserId FROM UserLogin WHERE IsFrozen = true)"))
                .hasSize(600
                        - ids("WHERE Id IN (SELECT UserId FROM UserLogin WHERE IsFrozen = true)")
                                .size());
    }

    @Test
    void sortsByAnyFieldWithNullsFirst() {
        Comparator<Map<String, Object>> byTitle = Comparator.comparing(user -> lower(user.get("Title")));
        List<String> sorted = users().stream()
                .sorted(byTitle)
                .map(user -> (String) user.get("Id"))
                .toList();

        assertThat(ids("ORDER BY Title, Id")).isEqualTo(sorted);
        assertThat(ids("ORDER BY Title DESC NULLS LAST").get(0)).isNotIn(ids("WHERE Title = null"));
        assertThat(ids("ORDER BY Title DESC").get(0)).isIn(ids("WHERE Title = null"));
    }

    @Test
    void sortsIdsByTheirCase() {
        assertThat(ids("ORDER BY Id DESC")).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ids("WHERE Department = 'Sales' ORDER BY Department, Id")).isSorted();
    }

    @Test
    void cutsByLimitAndOffset() {
        assertThat(ids("ORDER BY Id LIMIT 3 OFFSET 2")).isEqualTo(ids("").subList(2, 5));
        assertThat(ids("LIMIT 0")).isEmpty();
        assertThat(ids("OFFSET 2000")).isEmpty();
    }

    @Test
    void doesNotShowHiddenUsers() {
        Catalog catalog = new Catalog(10, 1);
        catalog.users.hide(3, true);
        assertThat(ids(catalog, "")).hasSize(9).doesNotContain(catalog.users.id(3));

        catalog.users.showOnly(0);
        assertThat(ids(catalog, "")).containsExactly(catalog.users.id(0));
    }

    @Test
    void forgetsTheManagerWhoWasTakenAway() {
        Catalog catalog = new Catalog(20, 1);
        Map<String, Object> none = new java.util.HashMap<>();
        none.put("ManagerId", null);
        catalog.users.edit(5, none);

        assertThat(ids(catalog, "WHERE Manager.Username = null")).contains(catalog.users.id(5));
        assertThat(Objects.requireNonNull(catalog.users.parent("Manager")).row().applyAsInt(5))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT Id FROM User WHERE Nope = 1",
                "SELECT Id FROM User ORDER BY Nope",
                "SELECT Id FROM User WHERE Nope.Name = 'x'",
                "SELECT Id FROM User WHERE Profile.Nope = 'x'",
                "SELECT COUNT() FROM User WHERE Nope = 1",
                "SELECT Id FROM User WHERE Address = null",
                "SELECT Id FROM User ORDER BY Address",
                "SELECT Id FROM User WHERE IsActive = 'true'",
                "SELECT Id FROM User WHERE Department = 5",
                "SELECT Id FROM User WHERE Department = true",
                "SELECT Id FROM User WHERE NumberOfFailedLogins = '1'",
                "SELECT Id FROM User WHERE CreatedDate > '2026-01-01T00:00:00Z'",
                "SELECT Id FROM User WHERE CreatedDate > 2026-01-01",
                "SELECT Id FROM User WHERE LastName IN ('a', 1)"
            })
    void refusesFieldsAndValuesThatDoNotGoTogether(String query) {
        assertThat(problem(query).code()).isEqualTo("INVALID_FIELD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT Id FROM User WHERE Id = 'x'",
                "SELECT Id FROM User WHERE ManagerId IN ('005')",
                "SELECT Id FROM User WHERE Id LIKE '005%'",
                "SELECT Id FROM User WHERE IsActive > false"
            })
    void refusesOperatorsAFieldDoesNotHave(String query) {
        assertThat(problem(query).code()).isEqualTo("INVALID_QUERY_FILTER_OPERATOR");
    }

    @Test
    void refusesAnUnknownObject() {
        assertThat(problem("SELECT Id FROM Nope")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("INVALID_TYPE");
            assertThat(problem).hasMessage("sObject type 'Nope' is not supported.");
        });
    }

    @Test
    void refusesAHiddenFieldAsIfThereWereNone() {
        Catalog catalog = new Catalog(1, 1);
        catalog.hide("User", "Department", true);
        assertThatThrownBy(() -> ids(catalog, "WHERE department = 'x'"))
                .hasMessageContaining("No such column 'department' on entity 'User'");

        catalog.hide("Profile", null, true);
        assertThatThrownBy(() -> ids(catalog, "WHERE Profile.Name = 'x'"))
                .hasMessageContaining("Didn't understand relationship 'Profile'");
    }
}
