package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoqlConditionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Department != null",
                "Title = 'a) OR (b'",
                "LastName = 'O\\'Neil' AND (Title = null OR Title LIKE '%--%')",
                "Name = 'He said \"limit 5\" // \\\\'",
                "CreatedDate > 2020-01-01T00:00:00Z",
                "Id IN (SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Sync' LIMIT 5)",
                "Limit__c = 5 AND My.Where__c = 1",
                "Department != null\n  AND Title != null\n",
            })
    void acceptsWhatStaysInsideItsParentheses(String condition) {
        assertThat(SoqlCondition.fault(condition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a = 1) OR (b = 2 | closes a parenthesis",
                ") | closes a parenthesis",
                "(a = 1 | leaves a parenthesis open",
                "a = 'x | leaves a quote open",
                "a = 'x\\' | leaves a quote open",
                "a = \"x\" | has double quotes",
                "a = 1 -- b | has a comment",
                "a = 1 /* b */ | has a comment",
                "a = 1 // b | has a comment",
                "WHERE a = 1 | has the clause WHERE",
                "a = 1 order  by b | has the clause order  by",
                "a = 1 LIMIT 5 | has the clause LIMIT",
                "a =\u0000 1 | has a control character",
                "`  ` | is empty",
            },
            delimiter = '|')
    void saysWhatIsWrong(String condition, String fault) {
        assertThat(SoqlCondition.fault(condition))
                .hasValueSatisfying(found -> assertThat(found).startsWith(fault));
    }
}
