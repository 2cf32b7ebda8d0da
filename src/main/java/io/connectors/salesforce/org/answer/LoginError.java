package io.connectors.salesforce.org.answer;

import io.connectors.salesforce.config.Authentication;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Why Salesforce's token endpoint refused a login, by the {@code error} of its answer, and for {@code invalid_grant}, which has
 * many causes, by its {@code error_description} too. The remedy goes by the flow: it names only what that flow has.
 */
public enum LoginError {
    NOT_APPROVED(
            "The app is not authorised for the connector's user.",
            "In the app's OAuth policies set Permitted Users to Admin approved users are pre-authorized, and assign the app"
                    + " to the user by a permission set or profile.",
            "hasn.?t approved|not (been )?approved|not admin approved|not pre.?authori[sz]ed",
            "invalid_app_access"),
    EXPIRED_ASSERTION(
            "The login was refused as expired.",
            "Check the clock of this machine, and that the app's access was not revoked or limited in time (OAuth policies).",
            "expired|not yet valid|invalid exp|in the future"),
    ADDRESS(
            "This machine's IP address is not allowed.",
            "Relax IP restrictions in the app's OAuth policies, or add the address to the login IP ranges of the user's"
                    + " profile or the org's trusted ranges.",
            "\\bip\\b|ip.?address|ip.?range"),
    INACTIVE_USER(
            "The connector's user is inactive or frozen.",
            "Activate or unfreeze it in Setup, Users, or let another user run the connector.",
            "inactive user|user is (inactive|frozen|not active)|deactivated",
            "inactive_user"),
    LOCKED(
            "The connector's user is locked out after too many refused logins.",
            "Unlock it in Setup, Users, and correct the credentials before the next run.",
            "locked"),
    HOURS(
            "The connector's user may not log in at this time of day.",
            "Change the login hours of the user's profile, or the connector's schedule.",
            "login hours|restricted time|time of day"),
    AUDIENCE(
            "The login was made for another address than the org's login.",
            "Set salesforce.url to the org's My Domain address, such as https://acme.my.salesforce.com"
                    + " (https://acme--name.sandbox.my.salesforce.com for a sandbox).",
            "audience"),
    DOMAIN(
            "This flow is not offered at this address.",
            "Set salesforce.url to the org's My Domain address, such as https://acme.my.salesforce.com.",
            "not supported on this domain|unsupported domain"),
    ASSERTION(
            "The signed assertion was not accepted.",
            "Check that salesforce.privateKey belongs to the certificate in the app, and that consumerKey and username are"
                    + " the app's and the user's.",
            "assertion|signature|certificate|invalid jwt"),
    NO_RUN_AS(
            "The app has no user to run as.",
            "In the app's OAuth policies enable the client credentials flow and choose a Run As user.",
            "client credentials user|run.?as"),
    FLOW(
            "The org or the app does not allow this flow.",
            null,
            "flow|grant type not|not enabled",
            "unsupported_grant_type",
            "unauthorized_client",
            "unsupported_response_type"),
    APP(
            "The org does not know the app, or its consumer key is wrong.",
            "Check salesforce.consumerKey and salesforce.url; a new app needs up to ten minutes, and a package's app has to"
                    + " be installed in the org.",
            null,
            "invalid_client_id",
            "app_not_found"),
    SECRET(
            "Salesforce does not accept the app's credentials.",
            null,
            null,
            "invalid_client",
            "invalid_client_credentials"),
    CREDENTIALS("The credentials were not accepted.", null, null, "invalid_grant"),
    INACTIVE_ORG(
            "The org is locked, closed or suspended.",
            "Ask the org's administrator or Salesforce to open it again; else set active: false.",
            null,
            "inactive_org"),
    TOO_OFTEN(
            "This user logged in too often in a short time.",
            "Wait an hour, and look for other programs that log in as this user.",
            null,
            "rate_limit_exceeded",
            "login_rate_exceeded"),
    SCOPE(
            "The app may not be given what was asked for.",
            "Give the app the OAuth scope Manage user data via APIs (api).",
            null,
            "invalid_scope"),
    OWN_ERROR(
            "Something failed within Salesforce.",
            "The next run tries again. If it happens again, ask Salesforce's support, with the time.",
            null,
            "unknown_error",
            "server_error",
            "temporarily_unavailable"),
    OTHER("", null, null);

    private final String meaning;
    private final String remedy;
    private final Pattern described;
    /** Between blanks. */
    private final String errors;

    LoginError(String meaning, String remedy, String described, String... errors) {
        this.meaning = meaning;
        this.remedy = remedy;
        this.described = described == null ? null : Pattern.compile(described);
        this.errors = " " + String.join(" ", errors) + " ";
    }

    /**
     * What an answer means.
     *
     * @param description may be null, as the error may
     */
    public static LoginError of(String error, String description) {
        String code = String.valueOf(error).toLowerCase(Locale.ROOT);
        String words = String.valueOf(description).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each -> code.equals("invalid_grant")
                        && each.described != null
                        && each.described.matcher(words).find())
                .findFirst()
                .or(() -> Arrays.stream(values())
                        .filter(each -> each.errors.contains(" " + code + " "))
                        .findFirst())
                .orElse(OTHER);
    }

    /** Cause and remedy. */
    public String words(Authentication flow) {
        return (meaning + " " + (remedy == null ? remedy(flow) : remedy)).trim();
    }

    private String remedy(Authentication flow) {
        return switch (flow) {
            case PASSWORD ->
                "Check salesforce.username, password and securityToken (a new password makes a new token), consumerKey and"
                        + " consumerSecret. Orgs made since Summer '23 block the username-password flow: allow it in Setup,"
                        + " OAuth and OpenID Connect Settings, or use client-credentials or jwt. Setup, Login History shows"
                        + " more.";
            case CLIENT_CREDENTIALS ->
                "Check salesforce.consumerKey and consumerSecret, that the app allows the client credentials flow with an"
                        + " active Run As user, and that salesforce.url is the org's My Domain address. Setup, Login History"
                        + " shows more.";
            case JWT ->
                "Check that salesforce.privateKey belongs to the certificate in the app, that salesforce.username is an"
                        + " active user of this org who is pre-authorised for the app, and salesforce.consumerKey and url."
                        + " Setup, Login History shows more.";
        };
    }
}
