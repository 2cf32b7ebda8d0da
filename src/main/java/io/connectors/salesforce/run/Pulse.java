package io.connectors.salesforce.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The signs of life of a run, and how it ends from outside. Safe for use by several threads. */
final class Pulse {
    private static final Duration STEP = Duration.ofMillis(200);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<RunReport> ended = new CompletableFuture<>();
    private volatile long beatNanos = System.nanoTime();
    private volatile long stoppedNanos;
    private volatile Turns.Turn turn;
    private volatile boolean abandoned;

    /** The run has come further: a page, a batch, a stage. */
    void beat() {
        beatNanos = System.nanoTime();
    }

    /** How long it has come no further. */
    Duration still() {
        return Duration.ofNanos(System.nanoTime() - beatNanos);
    }

    /** The run's turn, or null. */
    void take(Turns.Turn own) {
        turn = own;
    }

    /** Lets another run have its turn, while this one stands still. */
    void giveTurn() {
        Turns.Turn own = turn;
        if (own != null) {
            own.close();
        }
    }

    /** Cause and remedy of a run that has come no further for too long. */
    RunFailure standstill(Stage stage) {
        boolean sending = stage.compareTo(Stage.APPLY) >= 0;
        long minutes = still().toMinutes();
        return new RunFailure(
                "The run made no progress for "
                        + (minutes == 0 ? still().toSeconds() + " seconds" : minutes + " minutes")
                        + " (run.stalled) and was ended, so that its connector is free. "
                        + (sending
                                ? "Check that the platform answers. What it acknowledged is kept; the next run goes on from there."
                                : "Nothing was sent. Check that Salesforce and the database answer, and run the connector again."));
    }

    /** The run is to stop at its next page or batch. */
    synchronized void stop() {
        if (!stopped()) {
            stoppedNanos = System.nanoTime();
            stop.countDown();
        }
    }

    boolean stopped() {
        return stop.getCount() == 0;
    }

    /** How long it has been asked to stop; nothing if it has not. */
    Duration stopping() {
        return stopped() ? Duration.ofNanos(System.nanoTime() - stoppedNanos) : Duration.ZERO;
    }

    /**
     * Waits before a repetition.
     *
     * @param asked whether the other side asked for the wait, so that it is no standstill
     * @return false, at once, if the run is to stop
     */
    boolean pause(Duration wait, boolean asked) {
        long end = System.nanoTime() + wait.toNanos();
        try {
            for (long left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
                if (stop.await(Math.min(left, STEP.toNanos()), TimeUnit.NANOSECONDS)) {
                    return false;
                }
                if (asked) {
                    beat();
                }
            }
            return !stopped();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the caller is the one to close the run's record; nobody else may any more. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    /** The run's own threads have no more say: what they still do is to have no effect. */
    void abandon() {
        abandoned = true;
        stop();
    }

    boolean abandoned() {
        return abandoned;
    }

    /** What became of the run. */
    CompletableFuture<RunReport> ended() {
        return ended;
    }
}
