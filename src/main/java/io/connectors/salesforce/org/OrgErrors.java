package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Causes;
import io.connectors.salesforce.config.Salesforce;
import io.connectors.salesforce.config.TlsRefusal;
import io.connectors.salesforce.config.net.Peer;
import io.connectors.salesforce.config.net.ProxyRefused;
import io.connectors.salesforce.config.net.Silence;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.org.answer.ErrorCode;
import io.connectors.salesforce.org.answer.HttpStatus;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.salesforce.api.NoSuchSObjectException;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;

/** Turns what camel-salesforce throws into cause and remedy; what each code of Salesforce means is in {@code org.answer}. */
public final class OrgErrors {
    /** Which column, relationship, object or limit; the rest of a message may repeat the query and with it people's data. */
    private static final Pattern TELLING = Pattern.compile("No such (column|relation) '[\\w.]+' on entity '\\w+'"
            + "|Didn't understand relationship '\\w+' in field path|sObject type '\\w+' is not supported"
            + "|\\w+Requests( \\([\\w ]+\\))? Limit exceeded|ErrorId: [\\d-]+( \\(-?\\d+\\))?");

    private static final Set<Silence> NEVER_PASSING = EnumSet.of(Silence.NOT_TLS, Silence.NOT_HTTP);

    private OrgErrors() {}

    /** An org, as messages speak of it. */
    static Peer peer(Salesforce org, WebProxy proxy) {
        return new Peer("Salesforce", org.url(), "salesforce.url", "salesforce.timeout", proxy);
    }

    /** Cause and remedy of a failed request to an org; empty for anything else. */
    public static Optional<String> explain(Throwable failure, Salesforce org, WebProxy proxy) {
        Optional<Throwable> known =
                causes(failure).filter(OrgFailure.class::isInstance).findFirst();
        if (known.isPresent()) {
            return known.map(Throwable::getMessage);
        }
        return refusal(failure).filter(OrgErrors::answered).map(refused -> words(refused, org, proxy));
    }

    /** Whether it comes from an answer, or from the lack of one; camel-salesforce puts its own errors into the same shape. */
    private static boolean answered(SalesforceException refused) {
        return refused.getStatusCode() != 0 || causes(refused).anyMatch(cause -> broken(cause) || tooLarge(cause));
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Causes.of(failure).stream();
    }

    /** What camel-salesforce says nearest to the cause. */
    private static Optional<SalesforceException> refusal(Throwable failure) {
        return causes(failure)
                .filter(SalesforceException.class::isInstance)
                .map(SalesforceException.class::cast)
                .reduce((outer, inner) -> inner);
    }

    private static String words(SalesforceException refused, Salesforce settings, WebProxy proxy) {
        Peer org = peer(settings, proxy);
        Optional<ProxyRefused> between = ProxyTunnel.refusal(refused);
        if (between.isPresent()) {
            return org.silent(between.get());
        }
        if (refused instanceof LoginRefused login) {
            return login.answer().words(org, settings.authentication());
        }
        if (causes(refused).anyMatch(OrgErrors::tooLarge)) {
            return "Salesforce's answer is larger than the " + (OrgConnection.LARGEST_ANSWER >> 20)
                    + " MiB that are read of one, so the read is not complete. Nothing was sent and nobody is removed; take"
                    + " large fields out of the mapping.";
        }
        if (causes(refused).anyMatch(OrgErrors::tooManyHeaders)) {
            return "Salesforce's answer has more than " + (GuardedClient.LARGEST_HEADERS >> 10)
                    + " KiB of headers. Nothing was sent and nobody is removed. Check salesforce.url and what lies between this"
                    + " machine and Salesforce, such as a proxy.";
        }
        if (causes(refused).anyMatch(OrgErrors::broken)) {
            return org.silent(refused);
        }
        int status = refused.getStatusCode();
        if (status / 100 == 3) {
            return org.moved(status, null);
        }
        if (refused.getErrors().isEmpty() && status / 100 == 4 && webPage(refused)) {
            return org.stranger(status);
        }
        return "Salesforce answered " + status + codes(refused) + ". "
                + code(refused).map(ErrorCode::words).orElseGet(() -> HttpStatus.words(status));
    }

    /** The codes of Salesforce's own errors, and of their messages what cannot quote data. */
    private static String codes(SalesforceException refused) {
        String codes = refused.getErrors().stream()
                .filter(error -> error.getErrorCode() != null)
                .map(error -> error.getErrorCode().replaceAll("\\W", "") + told(error))
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
        return codes.isEmpty() ? "" : " " + codes;
    }

    private static String told(RestError error) {
        Matcher telling = TELLING.matcher(oneLine(error.getMessage()));
        return telling.find() ? " (" + telling.group() + ")" : "";
    }

    private static String oneLine(String message) {
        return message == null ? "" : message.replaceAll("\\s+", " ").trim();
    }

    /** The first of Salesforce's errors that is known. */
    private static Optional<ErrorCode> code(SalesforceException refused) {
        return refused.getErrors().stream()
                .map(error -> ErrorCode.of(error.getErrorCode(), oneLine(error.getMessage())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What Jetty's client throws where an answer exceeds its limit. */
    private static boolean tooLarge(Throwable cause) {
        return cause instanceof IllegalArgumentException
                && String.valueOf(cause.getMessage()).startsWith("Buffering capacity");
    }

    /** What its parser throws where status line, headers or trailers exceed their limit. */
    private static boolean tooManyHeaders(Throwable cause) {
        return cause instanceof HttpException broken && "Response Header Bytes Too Large".equals(broken.getReason());
    }

    private static boolean broken(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof UnresolvedAddressException
                || cause instanceof HttpResponseException
                || cause instanceof HttpException;
    }

    private static boolean webPage(SalesforceException refused) {
        return refused instanceof NoSuchSObjectException
                || String.valueOf(refused.getMessage()).matches("(?is).* detail\\. \\s*<.*");
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

    /** Whether the user may not ask this, or this org does not answer it. */
    static boolean forbidden(Throwable failure) {
        return refusal(failure)
                .filter(refused -> List.of(403, 404).contains(refused.getStatusCode()))
                .filter(refused -> code(refused)
                        .filter(code -> code == ErrorCode.DAILY_REQUESTS || code == ErrorCode.CONCURRENT_REQUESTS)
                        .isEmpty())
                .isPresent();
    }

    private static boolean hasCode(Throwable failure, String code) {
        return causes(failure)
                .filter(SalesforceException.class::isInstance)
                .map(cause -> ((SalesforceException) cause).getErrors())
                .flatMap(List::stream)
                .anyMatch(error -> code.equals(error.getErrorCode()));
    }

    /** Whether a failed request may go through a moment later. */
    static boolean passing(Throwable failure) {
        if (causes(failure).anyMatch(OrgFailure.class::isInstance)) {
            return false;
        }
        return refusal(failure).filter(OrgErrors::passes).isPresent();
    }

    private static boolean passes(SalesforceException refused) {
        if (refused instanceof LoginRefused login) {
            return HttpStatus.passing(login.answer().status());
        }
        Optional<ProxyRefused> between = ProxyTunnel.refusal(refused);
        if (between.isPresent()) {
            return between.get().passing();
        }
        Optional<ErrorCode> code = code(refused);
        if (code.isPresent()) {
            return code.get().passing();
        }
        int status = refused.getStatusCode();
        // 200: an answer that broke off
        return status == 0 || status == 200
                ? causes(refused).anyMatch(OrgErrors::broken)
                        && TlsRefusal.explain(refused, "").isEmpty()
                        && !NEVER_PASSING.contains(Silence.of(refused))
                : HttpStatus.passing(status);
    }
}
