package io.connectors.salesforce.server;

import com.fasterxml.jackson.annotation.JsonValue;
import io.connectors.salesforce.run.Status;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a connector is, in one word. */
public enum Health {
    /** The last run was a success, and it is not overdue. */
    HEALTHY,
    /** Nothing but previews, none of which failed last. */
    NEVER_RUN,
    RUNNING,
    /** A plan waits for a decision. */
    HELD,
    /** The last run or preview was no success: it failed, was cancelled, or its plan was discarded. */
    FAILED,
    /** Two firings have passed since the last success. */
    OVERDUE,
    /** The connector's file or its mapping has errors. */
    INVALID,
    /** Switched off, or another server's. */
    INACTIVE;

    private static final Set<Health> NEEDY = EnumSet.of(HELD, FAILED, INVALID, OVERDUE);

    /**
     * What is known of a connector.
     *
     * @param valid whether there is a version of its file to run, and its files have no errors
     * @param due whether it is active and this server's
     * @param running whether a run or preview is in progress
     * @param latest of the latest run or preview that was not skipped
     * @param last of the last run that was neither skipped nor a preview
     * @param overdue whether two firings have passed since the last success
     */
    record Facts(
            boolean valid,
            boolean due,
            boolean running,
            Optional<Status> latest,
            Optional<Status> last,
            boolean overdue) {}

    static Health of(Facts facts) {
        if (!facts.valid()) {
            return INVALID;
        }
        boolean held = facts.last().filter(Status.HELD::equals).isPresent();
        // a preview does not end a hold
        if (facts.running() && !(held && facts.due())) {
            return RUNNING;
        }
        if (!facts.due()) {
            return INACTIVE;
        }
        if (held) {
            return HELD;
        }
        if (facts.latest().filter(Status.FAILED::equals).isPresent()) {
            return FAILED;
        }
        return facts.last().map(last -> after(last, facts.overdue())).orElse(NEVER_RUN);
    }

    private static Health after(Status last, boolean overdue) {
        if (last != Status.COMPLETED) {
            return FAILED;
        }
        return overdue ? OVERDUE : HEALTHY;
    }

    /** Whether a person has to do something. */
    public boolean needy() {
        return NEEDY.contains(this);
    }

    /** As it stands in the API and in metrics: {@code never-run}. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
