package io.connectors.salesforce.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the record of runs as long as the settings say, and no longer: by age, not by number. Works in the background, a few rows at
 * a time; no run waits for it.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long PERIOD_MINUTES = 60;
    private static final long SECONDS_TO_END = 5;

    private final State state;
    private final Duration days;
    private final Duration quietDays;
    private final Clock clock;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "history");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ending;

    /**
     * @param days how long runs are kept that changed somebody, failed or were decided about
     * @param quietDays how long all others are kept
     */
    public History(State state, Duration days, Duration quietDays, Clock clock) {
        this.state = state;
        this.days = days;
        this.quietDays = quietDays;
        this.clock = clock;
    }

    /** Cleans up now and then from now on. */
    public void start() {
        background.scheduleWithFixedDelay(this::attempt, 0, PERIOD_MINUTES, TimeUnit.MINUTES);
    }

    private void attempt() {
        try {
            int gone = clean();
            if (gone > 0) {
                LOG.info("History: {} old runs removed (history.days, history.quiet-days)", gone);
            }
        } catch (RuntimeException later) {
            LOG.debug("History: not cleaned up this time", later);
        }
    }

    /** Removes the runs whose time is over; answers how many. */
    int clean() {
        Shredder shredder = new Shredder(state, () -> !ending);
        Set<String> staying = staying();
        int gone = 0;
        Old last = new Old("", Instant.EPOCH);
        for (List<Old> old = after(last); !old.isEmpty() && !ending; old = after(last)) {
            gone += shredder.runs(old.stream()
                    .map(Old::run)
                    .filter(run -> !staying.contains(run))
                    .toList());
            last = old.get(old.size() - 1);
        }
        return gone;
    }

    /** Of each connector the latest run, the last that was more than a look, and the last success. */
    private Set<String> staying() {
        return state.read(handle -> {
            Set<String> runs = new HashSet<>();
            for (String connector :
                    state.query(handle, "run-connectors").mapTo(String.class).list()) {
                for (String statement : List.of("run-newest", "run-last", "run-last-of")) {
                    state.query(handle, statement)
                            .bind("connector", connector)
                            .bind("status", Status.COMPLETED.word())
                            .map((row, context) -> row.getString("run"))
                            .findFirst()
                            .ifPresent(runs::add);
                }
            }
            return runs;
        });
    }

    private List<Old> after(Old last) {
        Instant now = clock.instant();
        return state.read(handle -> state.query(handle, "history-old")
                .bind("afterTime", utc(last.started()))
                .bind("afterRun", last.run())
                .bind("latest", utc(now.minus(days.compareTo(quietDays) < 0 ? days : quietDays)))
                .bind("before", utc(now.minus(days)))
                .bind("quietBefore", utc(now.minus(quietDays)))
                .bind("lately", utc(now.minus(Planning.LATELY)))
                .map((row, context) -> new Old(
                        row.getString("run"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** Ends after the step it is at: an interrupt would take the embedded database along. */
    @Override
    public void close() {
        ending = true;
        background.shutdown();
        try {
            if (!background.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.debug("History: still at a step");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private record Old(String run, Instant started) {}
}
