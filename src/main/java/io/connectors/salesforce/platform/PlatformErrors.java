package io.connectors.salesforce.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.Platform;
import io.connectors.salesforce.config.net.Peer;
import io.connectors.salesforce.config.net.Silence;
import io.connectors.salesforce.config.net.WebProxy;
import io.connectors.salesforce.platform.Results.Refusal;
import java.io.IOException;
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
    static final String EMPTY =
            "The platform's answer is empty, without a result for any user. Check platform.url, and that the"
                    + " platform answers as README describes; what was sent is sent again by the next run.";

    private PlatformErrors() {}

    /** A platform, as messages speak of it. */
    static Peer peer(Platform platform, WebProxy proxy) {
        return new Peer("The platform", platform.url(), "platform.url", "platform.timeout", proxy);
    }

    /** A whole batch refused, in the words of the platform. */
    public static Refusal refusal(Throwable failure) {
        return failure instanceof HttpOperationFailedException answer
                ? new Refusal("http-" + answer.getStatusCode(), message(answer))
                : Refusal.UNEXPLAINED;
    }

    /** Cause and remedy of a failed request to a platform; empty for anything else. */
    public static Optional<String> explain(Throwable failure, Platform platform, WebProxy proxy) {
        if (failure instanceof PlatformFailure known) {
            return Optional.of(known.getMessage());
        }
        if (failure instanceof HttpOperationFailedException answer) {
            return Optional.of(answered(answer, peer(platform, proxy)));
        }
        if (failure instanceof JsonProcessingException noJson) {
            return Optional.of(
                    starts(noJson, "Unexpected character ('<'")
                            ? peer(platform, proxy).stranger(200)
                            : starts(noJson, "No content")
                                    ? EMPTY
                                    : "The platform's answer is not the results JSON it should be. Check platform.url, and that the"
                                            + " platform answers as README describes; what was sent without an answer is sent again"
                                            + " by the next run.");
        }
        if (failure instanceof IOException) {
            String words = peer(platform, proxy).silent(failure);
            return Optional.of(
                    Silence.of(failure) == Silence.LATE
                            ? words + " Or choose a smaller platform.batchSize; the next run goes on from here."
                            : words + " The next run goes on from here.");
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

    private static boolean starts(JsonProcessingException noJson, String words) {
        return String.valueOf(noJson.getOriginalMessage()).startsWith(words);
    }

    private static String answered(HttpOperationFailedException answer, Peer platform) {
        int status = answer.getStatusCode();
        if (status / 100 == 3) {
            return platform.moved(status, answer.getRedirectLocation());
        }
        if (status / 100 == 4 && status != 429 && isHtml(answer.getResponseBody())) {
            return platform.stranger(status);
        }
        return "The platform answered " + status + ": " + message(answer) + " " + remedy(status) + asked(answer);
    }

    private static boolean isHtml(String body) {
        return body != null && body.stripLeading().startsWith("<");
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401, 403 -> "Check platform.token or platform.oauth2 and the rights they give.";
            case 404, 405, 410 -> "Check platform.url.";
            case 407 -> "A proxy asks for a login: check proxy.username and proxy.password.";
            case 408, 425, 429, 500, 502, 503, 504 -> "What it acknowledged is kept; the next run goes on from there.";
            case 411, 415 ->
                "Something between may change the requests, such as a proxy; the platform has to take JSON.";
            default -> "Ask those who run the platform; what it acknowledged is kept.";
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
