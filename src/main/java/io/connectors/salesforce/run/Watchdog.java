package io.connectors.salesforce.run;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the runs in progress: ends those that do not stop when they are told to, and those that come no further. */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    /** With the time to write the record, no more than ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** After which a run keeps no other from its turn. */
    private static final Duration STANDING = Duration.ofSeconds(5);

    private static final long LONGEST_LOOK_MS = 500;

    private final Supplier<Collection<Run>> runs;
    private final Duration stalled;
    private final Consumer<Run> end;
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(Watchdog::thread);
    private final ExecutorService ends = Executors.newCachedThreadPool(Watchdog::thread);

    /**
     * @param stalled how long a run may come no further
     * @param end ends a run whose threads do not answer
     */
    Watchdog(Supplier<Collection<Run>> runs, Duration stalled, Consumer<Run> end) {
        this.runs = runs;
        this.stalled = stalled;
        this.end = end;
        long period = Math.max(1, Math.min(LONGEST_LOOK_MS, stalled.toMillis() / 4));
        looks.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "run-watchdog");
        thread.setDaemon(true);
        return thread;
    }

    private void look() {
        for (Run run : runs.get()) {
            Pulse pulse = run.pulse();
            boolean lost = pulse.stopping().compareTo(PATIENCE) > 0
                    || !pulse.stopped() && pulse.still().compareTo(stalled) > 0;
            if (lost) {
                end(run);
            }
            if (pulse.still().compareTo(STANDING) > 0) {
                pulse.giveTurn();
            }
        }
    }

    /** Ends a run, by a thread of its own: the database may keep one waiting. */
    void end(Run run) {
        if (ending.add(run.id())) {
            ends.execute(() -> endNow(run));
        }
    }

    private void endNow(Run run) {
        try {
            end.accept(run);
        } catch (Throwable failed) {
            LOG.error("Run {} could not be ended: {}", run.id(), failed.toString());
        } finally {
            ending.remove(run.id());
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        ends.shutdownNow();
    }
}
