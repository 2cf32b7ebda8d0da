package io.connectors.salesforce.org;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.config.Authentication;
import io.connectors.salesforce.config.Connectors;
import io.connectors.salesforce.config.Salesforce;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.org.answer.NoSession;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.component.salesforce.api.NoSuchSObjectException;
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

    private static Salesforce org(String login) {
        return Connectors.of("acme.yaml", """
                        name: Acme
                        salesforce:
                          url: https://acme.my.salesforce.com
                          consumerKey: k
                          consumerSecret: s
                        """ + login.indent(2) + """
                        schedule: { repeats: manual }
                        platform: { type: rest, url: "https://platform.example/api", token: t }
                        """, text -> text)
                .find("acme")
                .orElseThrow()
                .salesforce();
    }

    private static Salesforce org(Authentication flow) {
        return org(
                switch (flow) {
                    case PASSWORD -> "authentication: password\nusername: u\npassword: p";
                    case CLIENT_CREDENTIALS -> "authentication: client-credentials";
                    case JWT -> "authentication: jwt\nusername: u\nprivateKey: /none.pem";
                });
    }

    private static String explained(Throwable failure, Authentication flow) {
        return OrgErrors.explain(failure, org(flow), WebProxy.NONE).orElseThrow();
    }

    private static String explained(Throwable failure) {
        return explained(failure, Authentication.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | REQUEST_LIMIT_EXCEEDED   | TotalRequests Limit exceeded.        | daily API requests are used up",
                "403 | REQUEST_LIMIT_EXCEEDED   | Limite de demandes dépassée          | daily API requests are used up",
                "503 | REQUEST_LIMIT_EXCEEDED   | too many                             | daily API requests are used up",
                "403 | REQUEST_LIMIT_EXCEEDED   | ConcurrentRequests Limit exceeded.   | run at once",
                "403 | REQUEST_LIMIT_EXCEEDED   | Concurrent long-running request limit | run at once",
                "403 | INVALID_OPERATION_WITH_EXPIRED_PASSWORD | expired               | password of the connector's user has expired",
                "401 | INVALID_OPERATION_WITH_EXPIRED_PASSWORD | expired               | password of the connector's user has expired",
                "400 | OPERATION_TOO_LARGE      | exceeded 100000 distinct ids         | View All Users",
                "400 | QUERY_TIMEOUT            | running for too long                 | Simplify where",
                "400 | QUERY_TOO_COMPLICATED    | too complicated                      | formula fields",
                "403 | API_DISABLED_FOR_ORG     | The API is disabled                  | API Enabled",
                "403 | API_CURRENTLY_DISABLED   | off                                  | status.salesforce.com",
                "403 | INSUFFICIENT_ACCESS      | no                                   | View All Users",
                "403 | INSUFFICIENT_ACCESS_OR_READONLY | no                            | View All Users",
                "403 | FUNCTIONALITY_NOT_ENABLED | no                                  | edition",
                "400 | INVALID_TYPE             | sObject type 'UserLogin' is not supported. | Manage Users",
                "400 | INVALID_TYPE             | sObject type 'Usr' is not supported. | object permissions",
                "400 | INVALID_QUERY_LOCATOR    | invalid query locator                | run the connector again",
                "400 | INVALID_FIELD            | No such column 'X' on entity 'User'  | the mapping's source attributes",
                "400 | MALFORMED_QUERY          | unexpected token                     | the connector's where",
                "401 | INVALID_SESSION_ID       | Session expired or invalid           | may use the API",
                "401 | INVALID_SESSION_ID       | This session is not valid for use with the REST API | scope",
                "403 | CLIENT_NOT_ACCESSIBLE_FOR_USER | no                             | allow the app",
                "403 | TXN_SECURITY_NO_ACCESS   | blocked                              | Exempt from Transaction Security",
                "403 | ORG_LOCKED               | locked                               | administrator",
                "404 | NOT_FOUND                | The requested resource does not exist | salesforce.url",
                "400 | UNSUPPORTED_API_VERSION  | no                                   | salesforce.apiVersion",
                "410 | GONE                     | This API version has been retired.   | salesforce.apiVersion",
                "503 | SERVER_UNAVAILABLE       | maintenance                          | the next run tries again",
                "500 | UNKNOWN_EXCEPTION        | An unexpected error occurred. ErrorId: 1-2 (3) | ErrorId: 1-2 (3)",
                "400 | SOMETHING_NEW            | whatever                             | does not understand the request",
                "403 | SOMETHING_NEW            | whatever                             | rights of the connector's user",
                "503 | SOMETHING_NEW            | whatever                             | maintenance",
                "418 | SOMETHING_NEW            | whatever                             | salesforce.url"
            })
    void namesTheRemedyOfEachCause(int status, String code, String message, String remedy) {
        assertThat(explained(refused(status, code, message)))
                .startsWith("Salesforce answered " + status + " " + code)
                .contains(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "413, Map fewer fields",
        "414, Map fewer fields",
        "431, Map fewer fields",
        "420, does not know this host",
        "429, less often",
        "410, apiVersion",
        "502, maintenance",
        "503, maintenance",
        "500, failed within Salesforce"
    })
    void namesTheRemedyOfEachStatusWhereThereIsNoCode(int status, String remedy) {
        assertThat(explained(new SalesforceException(
                        "Unexpected error: x. See exception `errors` property for detail. x", status)))
                .startsWith("Salesforce answered " + status + ".")
                .contains(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
                "OPERATION_TOO_LARGE",
                "QUERY_TOO_COMPLICATED",
                "API_DISABLED_FOR_ORG",
                "INSUFFICIENT_ACCESS",
                "INVALID_FIELD",
                "INVALID_TYPE",
                "MALFORMED_QUERY",
                "INVALID_SESSION_ID",
                "UNSUPPORTED_API_VERSION",
                "SOMETHING_NEW"
            })
    void advisesNoRepetitionWhereItNeverHelps(String code) {
        for (int status : new int[] {400, 401, 403, 404}) {
            SalesforceException refused = refused(status, code, "no");
            assertThat(explained(refused)).doesNotContain("run tries again").doesNotContain("again in this run");
            assertThat(OrgErrors.passing(refused)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_grant             | authentication failure              | CLIENT_CREDENTIALS | Run As",
                "invalid_grant             | authentication failure              | PASSWORD | securityToken",
                "invalid_grant             | authentication failure              | JWT | privateKey",
                "invalid_grant             | expired access/refresh token        | JWT | clock",
                "invalid_grant             | user hasn't approved this consumer  | JWT | pre-authorized",
                "invalid_grant             | ip restricted                       | PASSWORD | IP address is not allowed",
                "invalid_grant             | ip restricted or invalid login hours | CLIENT_CREDENTIALS | IP address is not allowed",
                "invalid_grant             | inactive user                       | CLIENT_CREDENTIALS | inactive or frozen",
                "invalid_grant             | user is locked                      | PASSWORD | locked out",
                "invalid_grant             | audience is invalid                 | JWT | My Domain",
                "invalid_grant             | invalid assertion                   | JWT | certificate",
                "invalid_grant             | no client credentials user enabled  | CLIENT_CREDENTIALS | Run As",
                "invalid_grant             | request not supported on this domain | CLIENT_CREDENTIALS | My Domain",
                "invalid_client_id         | client identifier invalid           | JWT | consumerKey",
                "invalid_client            | invalid client credentials          | CLIENT_CREDENTIALS | consumerSecret",
                "invalid_client_credentials | client secret invalid              | PASSWORD | consumerSecret",
                "inactive_user             | user is inactive                    | JWT | inactive or frozen",
                "inactive_org              | org is locked                       | PASSWORD | org's administrator",
                "invalid_app_access        | user is not admin approved to access this app | JWT | Permitted Users",
                "app_not_found             | External client app is not installed in this org | CLIENT_CREDENTIALS | installed",
                "unsupported_grant_type    | grant type not supported            | CLIENT_CREDENTIALS | allows the client credentials flow",
                "unsupported_grant_type    | grant type not supported            | PASSWORD | Summer '23",
                "rate_limit_exceeded       | login rate exceeded                 | CLIENT_CREDENTIALS | Wait an hour",
                "invalid_scope             | no api scope                        | JWT | OAuth scope",
                "something_new             | as yet unheard of                   | CLIENT_CREDENTIALS | consumerKey"
            })
    void showsSalesforcesWordsOfARefusedLoginAndTheRemedyOfItsFlow(
            String error, String description, Authentication flow, String remedy) {
        String text = explained(
                new LoginRefused(NoSession.read(
                        400, "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}")),
                flow);

        assertThat(text)
                .startsWith("Salesforce refused the login: 400 " + error + " (" + description + "). ")
                .contains(remedy);
        String own = text.substring(text.indexOf("). ") + 3);
        switch (flow) {
            case CLIENT_CREDENTIALS ->
                assertThat(own)
                        .doesNotContainIgnoringCase("username")
                        .doesNotContain("password", "ecurityToken", "token");
            case JWT -> assertThat(own).doesNotContain("password", "ecurityToken", "consumerSecret");
            case PASSWORD -> assertThat(own).doesNotContain("privateKey", "assertion");
        }
    }

    @Test
    void showsALoginsWordsOnOneShortLine() {
        String description = "evil\\r\\n2026-01-01 ERROR forged \\u202e" + "x".repeat(5000);

        assertThat(explained(new LoginRefused(NoSession.read(
                        400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + description + "\"}"))))
                .contains("evil 2026-01-01 ERROR forged xxx")
                .doesNotContain("\n", "\r", "\u202e")
                .hasSizeLessThan(1200);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void tellsAnUnavailableLoginFromARefusedOne(int status) {
        SalesforceException down = new LoginRefused(NoSession.read(status, "<html>down</html>"));

        assertThat(explained(down))
                .startsWith("Salesforce's login is unavailable: it answered " + status)
                .contains("were not refused")
                .doesNotContain("Check salesforce.");
        assertThat(OrgErrors.passing(down)).isTrue();
    }

    @Test
    void tellsARefusedConnectionFromAnUnknownHostAndOthersThanSalesforce() {
        assertThat(explained(new SalesforceException("x", new ConnectException("Connection refused"))))
                .contains("acme.my.salesforce.com:443 refused the connection", "salesforce.url");
        assertThat(explained(new SalesforceException("x", new UnknownHostException("acme.my.salesforce.com"))))
                .contains("the host name acme.my.salesforce.com is unknown", "salesforce.url");
        assertThat(explained(new SalesforceException("x", new UnresolvedAddressException())))
                .contains("the host name acme.my.salesforce.com is unknown");
        assertThat(explained(new SalesforceException("x", new NoRouteToHostException())))
                .contains("acme.my.salesforce.com:443 cannot be reached from this machine's network");
        assertThat(explained(new SalesforceException("x", new SocketTimeoutException("Connect Timeout"))))
                .contains("accepted no connection in time");
        assertThat(explained(new SalesforceException("x", new TimeoutException("Total timeout 5 ms elapsed"))))
                .contains("no whole answer within salesforce.timeout");
        assertThat(explained(new SalesforceException("x", new SSLException("Unsupported or unrecognized SSL message"))))
                .contains("does not speak TLS at acme.my.salesforce.com:443");
        assertThat(explained(new SalesforceException(
                        "Unexpected error: Not Found. See exception `errors` property for detail. <html>", 403)))
                .contains("What answers at acme.my.salesforce.com:443 (status 403) is not Salesforce");
        assertThat(explained(new NoSuchSObjectException(null)))
                .contains("What answers at acme.my.salesforce.com:443 (status 404) is not Salesforce");
    }

    @Test
    void tellsABrokenConnectionFromARefusal() {
        assertThat(explained(new SalesforceException("broken", new EOFException())))
                .contains("The connection broke off", "acme.my.salesforce.com:443")
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
        assertThat(OrgErrors.explain(new IllegalStateException("x"), org(Authentication.JWT), WebProxy.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
    void asksNotAgainInTlsWhereNoneIsSpoken() {
        assertThat(OrgErrors.passing(
                        new SalesforceException("x", new SSLException("Unsupported or unrecognized SSL message"))))
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
