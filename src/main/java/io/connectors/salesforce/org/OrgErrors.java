package io.connectors.salesforce.org;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;

/** Turns what camel-salesforce throws into cause and remedy. */
public final class OrgErrors {
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
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static String words(SalesforceException refused) {
        String codes = codes(refused);
        String what = "Salesforce answered " + (refused.getStatusCode() == 0 ? "nothing" : refused.getStatusCode())
                + (codes.isEmpty() ? "" : " " + codes);
        return what + ". " + remedy(refused.getStatusCode(), codes, refused);
    }

    /** The codes of Salesforce's own errors; messages may quote data and stay out, but for those that name a limit. */
    private static String codes(SalesforceException refused) {
        List<RestError> errors = refused.getErrors() == null ? List.of() : refused.getErrors();
        return String.join(
                ", ",
                errors.stream()
                        .filter(error -> error.getErrorCode() != null)
                        .map(error -> error.getErrorCode()
                                + (error.getErrorCode().equals("REQUEST_LIMIT_EXCEEDED")
                                                || error.getErrorCode().startsWith("INVALID_")
                                        ? " (" + oneLine(error.getMessage()) + ")"
                                        : ""))
                        .toList());
    }

    private static String oneLine(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").trim();
    }

    private static String remedy(int status, String codes, SalesforceException refused) {
        String code = codes.toUpperCase(Locale.ROOT);
        if (code.contains("INVALID_GRANT") || code.contains("INVALID_CLIENT") || code.contains("INACTIVE_")) {
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
        boolean broken = causes(refused).anyMatch(IOException.class::isInstance);
        return broken
                ? "The connection broke off or the answer is not whole; nothing of it is used. Run the connector again."
                : "Salesforce could not serve the request; the next run tries again.";
    }

    /** Whether a query was refused because of a field the user cannot see. */
    static boolean fieldRefused(Throwable failure) {
        return causes(failure)
                .filter(SalesforceException.class::isInstance)
                .map(cause -> ((SalesforceException) cause).getErrors())
                .filter(errors -> errors != null)
                .flatMap(List::stream)
                .anyMatch(error -> "INVALID_FIELD".equals(error.getErrorCode()));
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
        boolean own = causes(refused).anyMatch(OrgFailure.class::isInstance);
        return switch (refused.getStatusCode()) {
            case 406, 420, 429, 500, 502, 503, 504 -> true;
            case 0 -> !own && causes(refused).anyMatch(IOException.class::isInstance);
            case 403 -> concurrent;
            default -> false;
        };
    }
}
