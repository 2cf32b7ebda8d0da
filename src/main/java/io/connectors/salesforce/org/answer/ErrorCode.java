package io.connectors.salesforce.org.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an error code of Salesforce's API means and what to do about it. The code decides, never its wording, which differs
 * between versions and languages; {@link #of} looks at a text only where one code has two causes.
 */
public enum ErrorCode {
    CONCURRENT_REQUESTS(
            Again.SOON,
            "Too many long requests of this org run at once.",
            "Run the connector when less happens in the org, or less often."),
    DAILY_REQUESTS(
            Again.NEVER,
            "The org's daily API requests are used up.",
            "Later runs succeed once enough requests of the last 24 hours are past. If this happens often, run less often or"
                    + " raise the org's API allowance (Setup, Company Information).",
            "REQUEST_LIMIT_EXCEEDED"),
    EXPIRED_PASSWORD(
            Again.NEVER,
            "The password of the connector's user has expired.",
            "Set a new one in Salesforce. With authentication: password, save it and the new security token in the"
                    + " connector. A user whose password never expires avoids this.",
            "INVALID_OPERATION_WITH_EXPIRED_PASSWORD"),
    RESULT_TOO_LARGE(
            Again.NEVER,
            "The query covers more rows than Salesforce lets this user read at once.",
            "Give the connector's user View All Users, or select fewer users by where or userTypes.",
            "OPERATION_TOO_LARGE",
            "EXCEEDED_ID_LIMIT",
            "EXCEEDED_MAX_SIZE_REQUEST"),
    QUERY_TOO_SLOW(
            Again.SOON,
            "The query ran for longer than Salesforce allows.",
            "Simplify where (indexed fields such as Id, Username and ProfileId; no LIKE that begins with %), or take"
                    + " formula fields out of the mapping.",
            "QUERY_TIMEOUT",
            "REQUEST_RUNNING_TOO_LONG"),
    QUERY_TOO_COMPLICATED(
            Again.NEVER,
            "The query is too complex for Salesforce: too many or too long formula fields or conditions.",
            "Take formula fields out of the mapping, or shorten where.",
            "QUERY_TOO_COMPLICATED"),
    API_NOT_ENABLED(
            Again.NEVER,
            "The org or the connector's user may not use the API.",
            "Check that the org's edition includes the API, and give the user the permission API Enabled.",
            "API_DISABLED_FOR_ORG"),
    API_OFF_FOR_NOW(
            Again.SOON,
            "Salesforce has switched off the API for a while because of a problem of its own.",
            "See status.salesforce.com; the next run tries again.",
            "API_CURRENTLY_DISABLED",
            "FUNCTIONALITY_TEMPORARILY_UNAVAILABLE"),
    UNAVAILABLE(
            Again.SOON,
            "Salesforce is under maintenance or overloaded.",
            "See status.salesforce.com; the next run tries again.",
            "SERVER_UNAVAILABLE",
            "ORG_IN_MAINTENANCE",
            "SERVICE_UNAVAILABLE"),
    BUSY(
            Again.SOON,
            "Salesforce was busy with something else of this org.",
            "The next run tries again.",
            "UNABLE_TO_LOCK_ROW",
            "TOO_MANY_APEX_REQUESTS"),
    SECURITY_POLICY_TOO_SLOW(
            Again.SOON,
            "A transaction security policy of the org took too long.",
            "Give the connector's user Exempt from Transaction Security, or make the policy simpler.",
            "TXN_SECURITY_METERING_ERROR"),
    SECURITY_POLICY(
            Again.NEVER,
            "A transaction security policy of the org blocked the request.",
            "Give the connector's user Exempt from Transaction Security, or change the policy.",
            "TXN_SECURITY_NO_ACCESS",
            "TXN_SECURITY_RUNTIME_EXCEPTION"),
    NO_RIGHT(
            Again.NEVER,
            "The connector's user may not read this.",
            "Check its rights: API Enabled, View All Users, and read access to the mapped fields.",
            "INSUFFICIENT_ACCESS",
            "INSUFFICIENT_ACCESS_OR_READONLY",
            "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"),
    FEATURE_OFF(
            Again.NEVER,
            "The org does not have this feature, or the connector's user may not use it.",
            "Check the org's edition and the user's permissions (API Enabled).",
            "FUNCTIONALITY_NOT_ENABLED"),
    FIELD_UNKNOWN(
            Again.NEVER,
            "The query names a field that does not exist, or that the connector's user cannot see.",
            "Check the connector's where and the mapping's source attributes, and the user's field-level security.",
            "INVALID_FIELD"),
    USER_LOGIN_UNREADABLE(
            Again.NEVER,
            "UserLogin cannot be read, so frozen users are not known.",
            "Give the connector's user the right Manage Users, or set frozenUsers: include and take UserLogin.IsFrozen out"
                    + " of the mapping."),
    OBJECT_UNKNOWN(
            Again.NEVER,
            "The query names an object that does not exist, or that the connector's user cannot see.",
            "Check the connector's where and the mapping's source attributes, and the user's object permissions.",
            "INVALID_TYPE",
            "INVALIDENTITY"),
    QUERY_WRONG(
            Again.NEVER,
            "Salesforce does not understand the query.",
            "Check the connector's where and the mapping's source attributes.",
            "MALFORMED_QUERY",
            "INVALID_QUERY_FILTER_OPERATOR",
            "INVALID_QUERY_SCOPE",
            "INVALID_QUERY_VALUE",
            "INVALID_FILTER_VALUE",
            "MALFORMED_ID",
            "NUMBER_OUTSIDE_VALID_RANGE"),
    PLACE_LOST(
            Again.NEVER,
            "The place in the result was lost.",
            "Nothing is wrong with the connector; run the connector again.",
            "INVALID_QUERY_LOCATOR",
            "INVALID_LOCATOR"),
    SESSION_WITHOUT_API(
            Again.NEVER,
            "The session may not be used for the API.",
            "Give the app the OAuth scope Manage user data via APIs (api), and its user API Enabled."),
    SESSION_REFUSED(
            Again.NEVER,
            "The session was refused, also after a new login.",
            "Check that the app may use the API (scope api), that the connector's user is active and has API Enabled, and"
                    + " that sessions are not locked to another IP address (Setup, Session Settings).",
            "INVALID_SESSION_ID",
            "INVALID_AUTH_HEADER"),
    APP_BLOCKED(
            Again.NEVER,
            "The org does not let this user use the connector's app.",
            "In Setup, allow the app for the connector's user (OAuth policies, permitted users; or unblock it).",
            "CLIENT_NOT_ACCESSIBLE_FOR_USER",
            "CLIENT_REQUIRE_UPDATE_FOR_USER",
            "UNSUPPORTED_CLIENT",
            "OAUTH_APP_ACCESS_DENIED",
            "OAUTH_APP_BLOCKED"),
    NOT_FROM_HERE(
            Again.NEVER,
            "The connector's user may not log in from this machine's IP address.",
            "Add the address to the login IP ranges of the user's profile, or relax IP restrictions in the app's policies.",
            "LOGIN_DURING_RESTRICTED_DOMAIN"),
    NOT_NOW(
            Again.NEVER,
            "The connector's user may not log in at this time of day.",
            "Change the login hours of the user's profile, or the connector's schedule.",
            "LOGIN_DURING_RESTRICTED_TIME"),
    USER_LOCKED(
            Again.NEVER,
            "The connector's user is locked out or inactive.",
            "Unlock or activate the user in Salesforce (Setup, Users).",
            "PASSWORD_LOCKOUT",
            "INACTIVE_OWNER_OR_USER",
            "INVALID_LOGIN"),
    ORG_CLOSED(
            Again.NEVER,
            "The org is locked, or its trial has expired.",
            "Ask the org's administrator or Salesforce to open it again; else set active: false.",
            "ORG_LOCKED",
            "TRIAL_EXPIRED"),
    ORG_ELSEWHERE(
            Again.NEVER,
            "The org is not at this address any more.",
            "Set salesforce.url to the org's My Domain address.",
            "ORG_NOT_OWNED_BY_INSTANCE",
            "INVALID_SSO_GATEWAY_URL"),
    VERSION_RETIRED(
            Again.NEVER,
            "Salesforce does not offer this API version, or no longer.",
            "Set salesforce.apiVersion to a version the org offers, such as 60.0.",
            "UNSUPPORTED_API_VERSION",
            "UNSUPPORTED_VERSION"),
    NOTHING_THERE(
            Again.NEVER,
            "Salesforce has nothing at this address.",
            "Check salesforce.url and salesforce.apiVersion.",
            "NOT_FOUND"),
    OWN_ERROR(
            Again.SOON,
            "Something failed within Salesforce.",
            "The next run tries again. If it happens again, ask Salesforce's support, with the time and the code.",
            "UNKNOWN_EXCEPTION",
            "INTERNAL_SERVER_ERROR",
            "UNKNOWN_ERROR");

    /** Whether asking the same again a moment later may help. */
    private enum Again {
        SOON,
        NEVER
    }

    private final Again again;
    private final String meaning;
    private final String remedy;
    /** Between blanks. */
    private final String codes;

    ErrorCode(Again again, String meaning, String remedy, String... codes) {
        this.again = again;
        this.meaning = meaning;
        this.remedy = remedy;
        this.codes = " " + String.join(" ", codes) + " ";
    }

    /** What a code means; empty for one nobody has described. */
    public static Optional<ErrorCode> of(String code, String message) {
        String known = String.valueOf(code).toUpperCase(Locale.ROOT);
        String words = String.valueOf(message).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each -> each.codes.contains(" " + known + " "))
                .findFirst()
                .map(each -> switch (each) {
                    case DAILY_REQUESTS -> words.contains("concurrent") ? CONCURRENT_REQUESTS : each;
                    case OBJECT_UNKNOWN -> words.contains("userlogin") ? USER_LOGIN_UNREADABLE : each;
                    case SESSION_REFUSED ->
                        words.contains("not valid for use") || words.contains("not attached")
                                ? SESSION_WITHOUT_API
                                : each;
                    default -> each;
                });
    }

    /** Whether asking the same again a moment later may help. */
    public boolean passing() {
        return again == Again.SOON;
    }

    /** Cause and remedy: two sentences or more. */
    public String words() {
        return meaning + " " + remedy;
    }
}
