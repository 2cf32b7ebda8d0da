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
            state.fenced(run, handle -> {
                replaceHeld(handle, run);
                return state.update(handle, "snapshot-seen", run).execute();
            });
        }
    }

    private void replaceHeld(Handle handle, Run run) {
        for (String held :
                state.query(handle, "runs-held", run).mapTo(String.class).list()) {
            state.update(handle, "run-discard")
                    .bind("run", held)
                    .bind("status", Status.REPLACED.word())
                    .bind("reason", "Run " + run.id() + " replaced this plan. Nothing of it was sent.")
                    .execute();
            state.update(handle, "plan-forget-documents").bind("run", held).execute();
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
     * Takes what the org said of candidates it was asked for.
     *
     * @param fates by Id: {@code selected}, {@code status}, {@code filter} or {@code not-visible}; the selected are kept
     */
    public void readBack(@ExchangeProperty("run") Run run, Map<String, String> fates) {
        run.goOn();
        run.waits().end();
        Map<String, List<String>> byFate = fates.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        state.fenced(run, handle -> {
            List<String> found = fates.entrySet().stream()
                    .filter(fate -> !fate.getValue().equals("not-visible"))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!found.isEmpty() && !run.request().preview()) {
                state.update(handle, "snapshot-found", run)
                        .bindArray("ids", String.class, found.toArray())
                        .execute();
            }
            byFate.forEach(
                    (fate, ids) -> state.update(handle, fate.equals("selected") ? "plan-keep" : "plan-reason", run)
                            .bind("reason", fate)
                            .bindArray("ids", String.class, ids.toArray())
                            .execute());
            return null;
        });
    }

    /** Lets those wait who could not be read back often enough yet, and counts the plan. */
    public void count(@ExchangeProperty("run") Run run) {
        boolean preview = run.request().preview();
        Counts counts = state.fenced(run, handle -> {
            if (!preview) {
                state.update(handle, "snapshot-unseen", run).execute();
            }
            int waiting = wait(handle, run, preview ? 1 : 0);
            long read =
                    state.query(handle, "staged-count", run).mapTo(long.class).one();
            run.unmapped(state.query(handle, "staged-unmapped", run)
                    .mapTo(long.class)
                    .one());
            run.deletedLately(state.query(handle, "runs-deleted", run)
                    .bind("since", clock.instant().minus(LATELY).atOffset(ZoneOffset.UTC))
                    .mapTo(long.class)
                    .one());
            return counts(PlanCounts.of(state, handle, run.id()), read, waiting);
        });
        run.count(counts);
        run.expect(counts.created() + counts.updated() + counts.deleted());
        LOG.info("Run {} of connector {}: planned {}", run.id(), run.connector().id(), counts.words());
    }

    private int wait(Handle handle, Run run, int ahead) {
        return state.update(handle, "plan-wait", run)
                .bind("ahead", ahead)
                .bind("limit", run.connector().safeguards().notVisibleRuns())
                .execute();
    }

    /** Counts what is left of a held plan after its deletions were read back once more. */
    public void recount(@ExchangeProperty("run") Run run) {
        Counts held = run.counts();
        run.count(state.fenced(run, handle -> {
            int waiting = wait(handle, run, 0);
            return counts(PlanCounts.of(state, handle, run.id()), held.read(), held.missing() + waiting);
        }));
        run.expect(
                run.counts().created() + run.counts().updated() + run.counts().deleted());
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
