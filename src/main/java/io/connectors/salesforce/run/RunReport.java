package io.connectors.salesforce.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * A run as {@code run --json} and the API give it.
 *
 * @param run the run's id
 * @param reason the cause of anything but completed, and how to go on; else null
 * @param apiCalls requests to Salesforce, token requests left out
 * @param leftOut target attributes left out because their fields cannot be read or do not exist
 */
@JsonPropertyOrder({
    "connector",
    "run",
    "status",
    "trigger",
    "preview",
    "counts",
    "reason",
    "apiCalls",
    "startedAt",
    "durationMs"
})
public record RunReport(
        String connector,
        String run,
        Status status,
        @JsonIgnore Trigger startedBy,
        boolean preview,
        @JsonUnwrapped Counts counts,
        String reason,
        long apiCalls,
        @JsonIgnore Instant started,
        long durationMs,
        @JsonIgnore List<String> leftOut) {

    /** The same with other counts. */
    RunReport with(Counts others) {
        return new RunReport(
                connector, run, status, startedBy, preview, others, reason, apiCalls, started, durationMs, leftOut);
    }

    /** As its connector's next run will close it: the process that ran it has died. */
    RunReport abandoned() {
        return new RunReport(
                connector,
                run,
                Status.FAILED,
                startedBy,
                preview,
                counts,
                "The process ended in the middle of the run. What the platform acknowledged is kept; the next run goes on from"
                        + " there.",
                apiCalls,
                started,
                durationMs,
                leftOut);
    }

    /** The refusal of a decision about a run that is no longer held. */
    public RunFailure decided() {
        return new RunFailure(
                "Run " + run + " can no longer be approved or discarded: it is already " + status.word() + ".");
    }

    /** {@code manual} or {@code schedule}. */
    @JsonProperty("trigger")
    public String trigger() {
        return startedBy.name().toLowerCase(Locale.ROOT);
    }

    /** UTC, ISO-8601, milliseconds at the finest. */
    @JsonProperty("startedAt")
    public String startedAt() {
        return started.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
