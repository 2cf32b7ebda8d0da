package io.connectors.salesforce.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.TlsRefusal;
import io.connectors.salesforce.platform.Results.Refusal;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Reads what a platform says when it refuses. */
public final class PlatformErrors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PLACES =
            List.of("/error/message", "/message", "/detail", "/error_description", "/title", "/error");
    private static final int LONGEST = 300;

    private PlatformErrors() {}

    /** A whole batch refused, in the words of the platform. */
    public static Refusal refusal(Throwable failure) {
        return failure instanceof HttpOperationFailedException answer
                ? new Refusal("http-" + answer.getStatusCode(), message(answer))
                : Refusal.UNEXPLAINED;
    }

    /** Cause and remedy of a failed request to a platform; empty for anything else. */
    public static Optional<String> explain(Throwable failure) {
        if (failure instanceof PlatformFailure known) {
            return Optional.of(known.getMessage());
        }
        if (failure instanceof HttpOperationFailedException answer) {
            return Optional.of("The platform answered " + answer.getStatusCode() + ": " + message(answer) + " "
                    + remedy(answer.getStatusCode()) + asked(answer));
        }
        if (failure instanceof JsonProcessingException) {
            return Optional.of(
                    "The platform's answer is not the results JSON it should be. Check platform.url; what was sent"
                            + " without an answer is sent again by the next run.");
        }
        if (failure instanceof SocketTimeoutException) {
            return Optional.of("The platform gave no whole answer in time. Raise platform.timeout or choose a smaller"
                    + " platform.batchSize; the next run goes on from here.");
        }
        if (failure instanceof IOException) {
            return TlsRefusal.explain(failure, "The platform")
                    .or(() -> Optional.of("The platform could not be reached: "
                            + failure.getClass().getSimpleName()
                            + ". Check platform.url and the network; the next run goes on from here."));
        }
        return Optional.empty();
    }

    /** When it wants to be asked again. */
    private static String asked(HttpOperationFailedException answer) {
        Clock clock = Clock.systemUTC();
        return RetryAfter.of(answer, clock)
                .filter(wait -> !wait.isZero())
                .map(wait -> " It asked for no request before "
                        + clock.instant().plus(wait).truncatedTo(ChronoUnit.SECONDS) + " (Retry-After).")
                .orElse("");
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401, 403 -> "Check platform.token or platform.oauth2 and the rights they give.";
            case 404 -> "Check platform.url.";
            default -> "What it acknowledged is kept; the next run goes on from there.";
        };
    }

    /** The human part of an error's JSON, or nothing of it: a body may hold anything. */
    private static String message(HttpOperationFailedException answer) {
        try {
            JsonNode body = JSON.readTree(answer.getResponseBody() == null ? "" : answer.getResponseBody());
            for (String place : PLACES) {
                if (body.at(place).isTextual()) {
                    return Refusal.limited(body.at(place).textValue(), LONGEST);
                }
            }
        } catch (JsonProcessingException notJson) {
            // an HTML page or nothing: the status has to do
        }
        return "(no message)";
    }
}
