package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.util.List;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrgErrorsTest {
    private static SalesforceException refused(int status, String code, String message) {
        return new SalesforceException(List.of(new RestError(code, message)), status);
    }

    private static String explained(Throwable failure) {
        return OrgErrors.explain(failure).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | invalid_grant            | authentication failure               | securityToken",
                "400 | invalid_client_id        | client identifier invalid            | consumerKey",
                "400 | invalid_client           | invalid client credentials           | consumerSecret",
                "403 | REQUEST_LIMIT_EXCEEDED   | TotalRequests Limit exceeded.        | daily API requests are used up",
                "400 | INVALID_TYPE             | sObject type 'UserLogin' is not supported. | Manage Users",
                "400 | INVALID_QUERY_LOCATOR    | invalid query locator                | run the connector again",
                "400 | INVALID_FIELD            | No such column 'X' on entity 'User'  | the mapping's source attributes",
                "400 | MALFORMED_QUERY          | unexpected token                     | the connector's where",
                "401 | INVALID_SESSION_ID       | Session expired or invalid           | password has not expired",
                "403 | API_DISABLED_FOR_ORG     | The API is disabled                  | API Enabled",
                "404 | NOT_FOUND                | The requested resource does not exist | salesforce.url",
                "410 | UNSUPPORTED_API_VERSION  | This API version has been retired.   | salesforce.apiVersion",
                "503 | SERVER_UNAVAILABLE       | maintenance                          | the next run tries again"
            })
    void namesTheRemedyOfEachCause(int status, String code, String message, String remedy) {
        assertThat(explained(refused(status, code, message)))
                .startsWith("Salesforce answered " + status + " " + code)
                .contains(remedy);
    }

    @Test
    void tellsABrokenConnectionFromARefusal() {
        assertThat(explained(new SalesforceException("broken", new EOFException())))
                .contains("The connection broke off")
                .contains("nothing of it is used");
    }

    @Test
    void leavesItsOwnFailuresTheirWords() {
        OrgFailure own = new OrgFailure("Do this.");

        assertThat(explained(new IllegalStateException(new SalesforceException("outer", own))))
                .isEqualTo("Do this.");
    }

    @Test
    void findsTheCauseThatSalesforceGaveBehindOthers() {
        SalesforceException inner = refused(401, "INVALID_SESSION_ID", "expired");

        assertThat(explained(new IllegalStateException(new SalesforceException("outer", inner))))
                .contains("401 INVALID_SESSION_ID");
    }

    @Test
    void hasNothingToSayOfOthersFailures() {
        assertThat(OrgErrors.explain(new IllegalStateException("x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_grant",
                "MALFORMED_QUERY",
                "INVALID_FIELD",
                "INVALID_QUERY_FILTER_OPERATOR",
                "INVALID_TYPE",
                "REQUEST_LIMIT_EXCEEDED",
                "UNKNOWN_EXCEPTION"
            })
    void repeatsNeitherDataNorSecretsOfAMessage(String code) {
        String quoting =
                "\nSELECT Id FROM User WHERE Email = 'ada@acme.com' AND Title = 'O\\'Brian'\n     ^\nERROR at Row:1:Column:8"
                        + " password hunter2 token 00D5g!AQ";

        assertThat(explained(refused(400, code, quoting)))
                .doesNotContain("ada@acme.com")
                .doesNotContain("Brian")
                .doesNotContain("hunter2")
                .doesNotContain("00D5g");
    }

    @Test
    void keepsWhichColumnOrObjectWasRefused() {
        assertThat(explained(refused(
                        400,
                        "INVALID_FIELD",
                        "\nId, Region__c FROM User WHERE Email = 'ada@acme.com'\n    ^\nERROR at Row:1:Column:12\nNo such column"
                                + " 'Region__c' on entity 'User'. If you are attempting to use a custom field, be sure to append"
                                + " the '__c'")))
                .contains("No such column 'Region__c' on entity 'User'")
                .doesNotContain("ada@acme.com");
        assertThat(explained(refused(400, "INVALID_TYPE", "sObject type 'UserLogin' is not supported.")))
                .contains("sObject type 'UserLogin' is not supported");
    }

    @ParameterizedTest
    @ValueSource(ints = {406, 420, 429, 500, 502, 503, 504})
    void asksAgainWhereSalesforceMayAnswerAMomentLater(int status) {
        assertThat(OrgErrors.passing(refused(status, "SERVER_UNAVAILABLE", "busy")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 414})
    void asksNotAgainWhereTheAnswerWouldBeTheSame(int status) {
        assertThat(OrgErrors.passing(refused(status, "INVALID_FIELD", "no"))).isFalse();
    }

    @Test
    void asksAgainForTooManyAtOnceButNotForTooManyADay() {
        assertThat(OrgErrors.passing(refused(
                        403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")))
                .isTrue();
        assertThat(OrgErrors.passing(refused(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")))
                .isFalse();
    }

    @Test
    void asksAgainAfterABrokenConnectionButNeverAfterARefusalOfItsOwn() {
        assertThat(OrgErrors.passing(new SalesforceException("broken", new EOFException())))
                .isTrue();
        assertThat(OrgErrors.passing(new SalesforceException("refused", new OrgFailure("own"))))
                .isFalse();
    }

    @Test
    void knowsARefusedFieldFromARefusedObject() {
        assertThat(OrgErrors.fieldRefused(refused(400, "INVALID_FIELD", "no"))).isTrue();
        assertThat(OrgErrors.fieldRefused(refused(400, "INVALID_TYPE", "no"))).isFalse();
        assertThat(OrgErrors.fieldRefused(new SalesforceException("broken", new EOFException())))
                .isFalse();
    }
}
