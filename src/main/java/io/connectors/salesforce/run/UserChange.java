package io.connectors.salesforce.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One user's part in the plan of one run. */
public record UserChange(
        String run,
        String startedAt,
        Status status,
        @JsonUnwrapped Change change) {
    static UserChange of(String run, Instant startedAt, Status status, Change change) {
        return new UserChange(run, startedAt.truncatedTo(ChronoUnit.MILLIS).toString(), status, change);
    }
}
