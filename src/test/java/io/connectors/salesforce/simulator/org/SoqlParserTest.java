package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoqlParserTest {

    private static Soql.Condition where(String condition) {
        return SoqlParser.parse("SELECT Id FROM User WHERE " + condition).where();
    }

    private static Object value(String literal) {
        return ((Soql.Comparison) where("Name = " + literal)).value();
    }

    @Test
    void readsEveryClause() {
        Soql soql = SoqlParser.parse("select Id, Profile.UserLicense.Name from User where IsActive = true"
                + " order by LastName desc nulls last, Id limit 10 offset 20");

        assertThat(soql.fields()).containsExactly("Id", "Profile.UserLicense.Name");
        assertThat(soql.object()).isEqualTo("User");
        assertThat(soql.where()).isEqualTo(new Soql.Comparison("IsActive", "=", true));
        assertThat(soql.orders())
                .containsExactly(new Soql.Order("LastName", true, true), new Soql.Order("Id", false, false));
        assertThat(soql.limit()).isEqualTo(10);
        assertThat(soql.offset()).isEqualTo(20);
    }

    @Test
    void countsWhereNothingIsSelected() {
        assertThat(SoqlParser.parse("SELECT COUNT() FROM User").counts()).isTrue();
        assertThat(SoqlParser.parse("SELECT count( ) FROM User").counts()).isTrue();
        assertThat(SoqlParser.parse("SELECT Id FROM User").counts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "!=", "<", "<=", ">", ">="})
    void readsEveryOperator(String operator) {
        assertThat(where("Name " + operator + " 'x'")).isEqualTo(new Soql.Comparison("Name", operator, "x"));
    }

    @Test
    void readsListsAndSemiJoins() {
        assertThat(where("Title NOT IN ('a', 'b', null)")).satisfies(condition -> {
            Soql.In in = (Soql.In) condition;
            assertThat(in.negated()).isTrue();
            assertThat(in.values()).containsExactly("a", "b", null);
        });
        assertThat(((Soql.In) where("Id IN (SELECT UserId FROM UserLogin)"))
                        .query()
                        .object())
                .isEqualTo("UserLogin");
    }

    @Test
    void nestsByParentheses() {
        assertThat(where("(A = 1 OR B = 2) AND NOT C = null")).isInstanceOfSatisfying(Soql.And.class, and -> {
            assertThat(and.parts().get(0)).isInstanceOf(Soql.Or.class);
            assertThat(and.parts().get(1)).isEqualTo(new Soql.Not(new Soql.Comparison("C", "=", null)));
        });
    }

    @Test
    void resolvesEscapes() {
        assertThat(value("'O\\'Neill \\\"x\\\" \\\\ \\n\\r\\t\\b\\f'")).isEqualTo("O'Neill \"x\" \\ \n\r\t\b\f");
    }

    @Test
    void keepsInAPatternWhatIsMeantLiterally() {
        assertThat(((Soql.Comparison) where("Name LIKE '50\\% \\\\_%'")).value())
                .isEqualTo("50\\% \\\\_%");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-20T20:49:32Z, 2026-05-20T20:49:32.000+0000",
        "2026-05-20T20:49:32.125Z, 2026-05-20T20:49:32.125+0000",
        "2026-05-20T20:49:32+02:00, 2026-05-20T18:49:32.000+0000",
        "2026-05-20T20:49:32.000+0000, 2026-05-20T20:49:32.000+0000",
        "2026-05-20T20:49:32-0330, 2026-05-21T00:19:32.000+0000"
    })
    void readsTimesInTheirZone(String literal, String utc) {
        assertThat(value(literal)).isEqualTo(new Soql.Moment(utc));
    }

    @Test
    void tellsDatesFromTimes() {
        assertThat(value("2026-05-20")).isEqualTo(LocalDate.of(2026, 5, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "SELECT FROM User",
                "SELECT Id, FROM User",
                "SELECT Id User",
                "SELECT Id FROM User WHERE",
                "SELECT Id FROM User WHERE IsActive",
                "SELECT Id FROM User WHERE IsActive == true",
                "SELECT Id FROM User WHERE IsActive = maybe",
                "SELECT Id FROM User WHERE Name = 'open",
                "SELECT Id FROM User WHERE Name = \"double\"",
                "SELECT Id FROM User WHERE Name = 'bad \\x escape'",
                "SELECT Id FROM User WHERE Name LIKE null",
                "SELECT Id FROM User WHERE (IsActive = true",
                "SELECT Id FROM User WHERE IsActive = true)",
                "SELECT Id FROM User WHERE Id IN ()",
                "SELECT Id FROM User WHERE Id IN (SELECT COUNT() FROM UserLogin)",
                "SELECT Id FROM User WHERE A = 1 AND B = 2 OR C = 3",
                "SELECT Id FROM User WHERE A = 1 OR B = 2 AND C = 3",
                "SELECT Id FROM User WHERE CreatedDate > 2026-05-20T20:49:32",
                "SELECT Id FROM User WHERE CreatedDate > 2026-13-20T20:49:32Z",
                "SELECT Id FROM User ORDER Id",
                "SELECT Id FROM User LIMIT many",
                "SELECT Id FROM User LIMIT -1",
                "SELECT Id FROM User LIMIT 1 Id",
                "SELECT Id FROM User; SELECT Id FROM User",
                "SELECT FIELDS(SOME) FROM User",
                "SELECT FIELDS(ALL) FROM User",
                "SELECT FIELDS(CUSTOM) FROM User LIMIT 201",
                "DELETE FROM User"
            })
    void refusesBadSyntax(String soql) {
        assertThatThrownBy(() -> SoqlParser.parse(soql))
                .isInstanceOfSatisfying(
                        SoqlProblem.class, problem -> assertThat(problem.code()).isEqualTo("MALFORMED_QUERY"));
    }

    @Test
    void refusesAnOffsetBeyondTwoThousand() {
        assertThat(SoqlParser.parse("SELECT Id FROM User OFFSET 2000").offset()).isEqualTo(2000);
        assertThatThrownBy(() -> SoqlParser.parse("SELECT Id FROM User OFFSET 2001"))
                .isInstanceOfSatisfying(
                        SoqlProblem.class,
                        problem -> assertThat(problem.code()).isEqualTo("NUMBER_OUTSIDE_VALID_RANGE"));
    }
}
