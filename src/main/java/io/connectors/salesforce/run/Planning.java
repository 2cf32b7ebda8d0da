package io.connectors.salesforce.run;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares import and snapshot as sets and keeps the difference as rows: the bean {@code planning} of the routes. Never sends
 * anything.
 */
public final class Planning {
    private static final Logger LOG = LoggerFactory.getLogger(Planning.class);
    static final Duration LATELY = Duration.ofDays(7);

    private final State state;
    private final Clock clock;

    public Planning(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Writes creates, updates, rejected users and the candidates for deletion, whose reasons the read-back will tell. */
    public void compare(@ExchangeProperty("run") Run run) {
        // each statement carries the epoch itself: a lock for all of them would keep the lease from being renewed
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        for (String statement : List.of("plan-upserts", "plan-rejects", "plan-deletions")) {
            state.write(handle -> state.update(handle, statement, run)
                    .bind("preview", run.request().preview())
                    .bind("resend", run.request().resend())
                    .bind("now", now)
                    .execute());
        }
        if (!run.request().preview()) {
            replaceHeld(run);
            state.write(handle -> state.update(handle, "snapshot-seen", run).execute());
        }
    }

    private void replaceHeld(Run run) {
        List<String> all = state.read(handle ->
                state.query(handle, "runs-held", run).mapTo(String.class).list());
        for (String held : all) {
            // both or none: a plan without its documents must not be approved any more
            state.write(handle -> {
                int replaced = state.update(handle, "run-replace", run)
                        .bind("held", held)
                        .bind("reason", "Run " + run.id() + " replaced this plan. Nothing of it was sent.")
                        .execute();
                return replaced == 0
                        ? 0
                        : state.update(handle, "plan-forget-documents")
                                .bind("run", held)
                                .execute();
            });
        }
    }

    /** The next candidates for deletion after an Id, in order; at most as many as one query can ask for. */
    public List<String> candidates(Run run, String after) {
        return state.read(handle -> state.query(handle, "plan-candidates", run)
                .bind("after", after)
                .mapTo(String.class)
                .list());
    }

    /**
     * Takes what the org said of candidates it was asked for, and lets those wait who are out of sight for too few runs.
     *
     * @param fates by Id: {@code selected}, {@code status}, {@code filter} or {@code not-visible}; the selected are kept
     */
    public void readBack(@ExchangeProperty("run") Run run, Map<String, String> fates) {
        run.goOn();
        run.waits().end();
        Map<String, List<String>> byFate = fates.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        List<String> unseen = byFate.getOrDefault("not-visible", List.of());
        int waiting = state.fenced(run, handle -> {
            List<String> found = fates.entrySet().stream()
                    .filter(fate -> !fate.getValue().equals("not-visible"))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!found.isEmpty() && !run.request().preview()) {
                ids(handle, "snapshot-found", run, found).execute();
            }
            byFate.forEach((fate, ids) -> ids(handle, fate.equals("selected") ? "plan-keep" : "plan-reason", run, ids)
                    .bind("reason", fate)
                    .execute());
            return unseen.isEmpty() ? 0 : unseen(handle, run, unseen);
        });
        run.unseen(waiting);
    }

    /** Counts a run more without a sight of these users, and drops those from the plan who are not to go yet. */
    private int unseen(Handle handle, Run run, List<String> ids) {
        boolean preview = run.request().preview();
        // a plan taken up again was counted by the run that made it
        if (!preview && run.held() == null) {
            ids(handle, "snapshot-unseen", run, ids).execute();
        }
        return ids(handle, "plan-wait", run, ids)
                .bind("ahead", preview ? 1 : 0)
                .bind("limit", run.connector().safeguards().notVisibleRuns())
                .execute();
    }

    private Update ids(Handle handle, String statement, Run run, List<String> ids) {
        return state.update(handle, statement, run).bindArray("ids", String.class, ids.toArray());
    }

    /** Counts the plan; reads only, as a lock over all of it would keep the lease from being renewed. */
    public void count(@ExchangeProperty("run") Run run) {
        run.goOn();
        run.unmapped(number(run, "staged-unmapped"));
        run.deletedLately(state.read(handle -> state.query(handle, "runs-deleted", run)
                .bind("since", clock.instant().minus(LATELY).atOffset(ZoneOffset.UTC))
                .mapTo(long.class)
                .one()));
        count(run, number(run, "staged-count"), run.unseen());
        LOG.info(
                "Run {} of connector {}: planned {}",
                run.id(),
                run.connector().id(),
                run.counts().words());
    }

    private long number(Run run, String statement) {
        return state.read(
                handle -> state.query(handle, statement, run).mapTo(long.class).one());
    }

    /** Counts what is left of a held plan after its deletions were read back once more. */
    public void recount(@ExchangeProperty("run") Run run) {
        count(run, run.counts().read(), run.counts().missing() + run.unseen());
    }

    private void count(Run run, long read, long missing) {
        Counts counts = counts(PlanCounts.of(state, run.id()), read, missing);
        run.count(counts);
        run.expect(counts.created() + counts.updated() + counts.deleted());
    }

    private static Counts counts(Map<String, Long> by, long read, long missing) {
        long created = by.getOrDefault("create planned", 0L);
        long updated = by.getOrDefault("update planned", 0L);
        long rejected = by.getOrDefault("reject rejected", 0L);
        return new Counts(
                read,
                read - created - updated - rejected,
                created,
                updated,
                by.getOrDefault("delete planned", 0L),
                rejected,
                0,
                missing);
    }
}
