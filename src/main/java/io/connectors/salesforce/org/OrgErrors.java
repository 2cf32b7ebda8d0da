package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Causes;
import io.connectors.salesforce.config.TlsRefusal;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.eclipse.jetty.http.HttpException;

/** Turns what camel-salesforce throws into cause and remedy. */
public final class OrgErrors {
    /** Which column, relationship, object or limit; the rest of a message may repeat the query and with it people's data. */
    private static final Pattern TELLING = Pattern.compile("No such (column|relation) '[\\w.]+' on entity '\\w+'"
            + "|Didn't understand relationship '\\w+' in field path|sObject type '\\w+' is not supported"
            + "|\\w+Requests( \\([\\w ]+\\))? Limit exceeded");

    private OrgErrors() {}

    /** Cause and remedy of a failed request to Salesforce; empty for anything else. */
    public static Optional<String> explain(Throwable failure) {
        Optional<Throwable> known =
                causes(failure).filter(OrgFailure.class::isInstance).findFirst();
        if (known.isPresent()) {
            return known.map(Throwable::getMessage);
        }
        return causes(failure)
                .filter(SalesforceException.class::isInstance)
                .map(SalesforceException.class::cast)
                .reduce((outer, inner) -> inner)
                .map(OrgErrors::words);
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Causes.of(failure).stream();
    }

    private static String words(SalesforceException refused) {
        return TlsRefusal.explain(refused, "Salesforce").orElseGet(() -> answer(refused));
    }

    private static String answer(SalesforceException refused) {
        if (causes(refused).anyMatch(OrgErrors::tooLarge)) {
            return "Salesforce's answer is larger than the " + (OrgConnection.LARGEST_ANSWER >> 20)
                    + " MiB that are read of one, so the read is not complete. Nothing was sent and nobody is removed; take"
                    + " large fields out of the mapping.";
        }
        Optional<HttpException> broken = causes(refused)
                .filter(HttpException.class::isInstance)
                .map(HttpException.class::cast)
                .findFirst();
        if (broken.isPresent()) {
            return brokenRules(broken.get());
        }
        String codes = codes(refused);
        String what = "Salesforce answered " + (refused.getStatusCode() == 0 ? "nothing" : refused.getStatusCode())
                + (codes.isEmpty() ? "" : " " + codes);
        return what + ". " + remedy(refused.getStatusCode(), codes, refused);
    }

    /** The codes of Salesforce's own errors, and of their messages what cannot quote data. */
    private static String codes(SalesforceException refused) {
        List<RestError> errors = refused.getErrors() == null ? List.of() : refused.getErrors();
        return String.join(
                ", ",
                errors.stream()
                        .filter(error -> error.getErrorCode() != null)
                        .map(error -> error.getErrorCode().replaceAll("\\W", "") + told(oneLine(error.getMessage())))
                        .toList());
    }

    private static String told(String message) {
        Matcher telling = TELLING.matcher(message);
        return telling.find() ? " (" + telling.group() + ")" : "";
    }

    private static String oneLine(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").trim();
    }

    private static String remedy(int status, String codes, SalesforceException refused) {
        String code = codes.toUpperCase(Locale.ROOT);
        boolean loginRefused = refused instanceof LoginRefused && status / 100 == 4 && status != 408 && status != 429;
        if (loginRefused
                || code.contains("INVALID_GRANT")
                || code.contains("INVALID_CLIENT")
                || code.contains("INACTIVE_")) {
            return "The login was refused: check consumerKey, consumerSecret, username, password and securityToken, that the user"
                    + " is active, and that the org allows this authentication (the username-password flow is off by default"
                    + " since Summer '23). Setup, Login History tells more.";
        }
        if (code.contains("TOTALREQUESTS")) {
            return "The org's daily API requests are used up; the next schedule tries again.";
        }
        if (code.contains("INVALID_TYPE") && code.contains("USERLOGIN")) {
            return "UserLogin cannot be read, so frozen users are not known: give the connector's user the right Manage Users, or"
                    + " set frozenUsers: include and take UserLogin.IsFrozen out of the mapping.";
        }
        if (code.contains("INVALID_QUERY_LOCATOR")) {
            return "The place in the result was lost; run the connector again.";
        }
        if (code.contains("INVALID_FIELD") || code.contains("MALFORMED_QUERY") || code.contains("INVALID_TYPE")) {
            return "Check the connector's where and the mapping's source attributes.";
        }
        if (status == 401) {
            return "The session was refused, also after a new login: check that the user's password has not expired and that the"
                    + " connected app may use the API.";
        }
        if (status == 404 || status == 410) {
            return "Check salesforce.url and salesforce.apiVersion.";
        }
        if (status == 403) {
            return "Check the rights of the connector's user (API Enabled, View All Users).";
        }
        if (causes(refused).anyMatch(TimeoutException.class::isInstance)) {
            return "It gave no whole answer within salesforce.timeout; nothing of it is used. Run the connector again.";
        }
        boolean broken = causes(refused).anyMatch(IOException.class::isInstance);
        return broken
                ? "The connection broke off or the answer is not whole; nothing of it is used. Run the connector again."
                : "Salesforce could not serve the request; the next run tries again.";
    }

    /** What Jetty's client throws where an answer exceeds its limit. */
    private static boolean tooLarge(Throwable cause) {
        return cause instanceof IllegalArgumentException
                && String.valueOf(cause.getMessage()).startsWith("Buffering capacity");
    }

    /** What its parser throws where status line, headers or trailers exceed their limit, or are not what HTTP allows. */
    private static String brokenRules(HttpException broken) {
        boolean tooLarge = "Response Header Bytes Too Large".equals(broken.getReason());
        return "Salesforce's answer "
                + (tooLarge
                        ? "has more than " + (GuardedClient.LARGEST_HEADERS >> 10) + " KiB of headers"
                        : "breaks the rules of HTTP")
                + ". Nothing was sent and nobody is removed. Check salesforce.url and what lies between this machine and"
                + " Salesforce, such as a proxy.";
    }

    /** The status of Salesforce's answer; empty where it gave none. */
    static OptionalInt status(Throwable failure) {
        return causes(failure)
                .filter(SalesforceException.class::isInstance)
                .mapToInt(cause -> ((SalesforceException) cause).getStatusCode())
                .filter(status -> status > 0)
                .findFirst();
    }

    /** Whether a query was refused because of a field the user cannot see. */
    static boolean fieldRefused(Throwable failure) {
        return hasCode(failure, "INVALID_FIELD");
    }

    /** Whether Salesforce does not know the place in a query's result any more. */
    static boolean placeLost(Throwable failure) {
        return hasCode(failure, "INVALID_QUERY_LOCATOR");
    }

    private static boolean hasCode(Throwable failure, String code) {
        return causes(failure)
                .filter(SalesforceException.class::isInstance)
                .map(cause -> ((SalesforceException) cause).getErrors())
                .filter(errors -> errors != null)
                .flatMap(List::stream)
                .anyMatch(error -> code.equals(error.getErrorCode()));
    }

    /** Whether a failed request may go through a moment later. */
    static boolean passing(Throwable failure) {
        return causes(failure)
                .filter(SalesforceException.class::isInstance)
                .map(SalesforceException.class::cast)
                .anyMatch(OrgErrors::passing);
    }

    private static boolean passing(SalesforceException refused) {
        boolean concurrent = refused.getErrors() != null
                && refused.getErrors().stream()
                        .anyMatch(error -> oneLine(error.getMessage()).startsWith("ConcurrentRequests"));
        boolean slow = refused.getErrors() != null
                && refused.getErrors().stream()
                        .anyMatch(error -> List.of("QUERY_TIMEOUT", "TXN_SECURITY_METERING_ERROR", "UNABLE_TO_LOCK_ROW")
                                .contains(error.getErrorCode()));
        boolean own = causes(refused).anyMatch(OrgFailure.class::isInstance);
        return switch (refused.getStatusCode()) {
            case 406, 420, 429, 500, 502, 503, 504 -> true;
            // 200: an answer that broke off
            case 0, 200 ->
                !own
                        && causes(refused)
                                .anyMatch(cause -> cause instanceof IOException || cause instanceof TimeoutException)
                        && TlsRefusal.explain(refused, "").isEmpty();
            case 400, 401 -> slow;
            case 403 -> concurrent || slow;
            default -> false;
        };
    }
}
