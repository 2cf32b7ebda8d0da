package io.connectors.salesforce.run;

import io.connectors.salesforce.platform.Operation;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The batches of one run that are on their way, and the first failure among them. */
final class Delivery {
    /** Batches of a run on their way at once. */
    private static final int IN_FLIGHT = 4;
    /** Longer than any single request and its repetitions may take. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private static final long LOOK_MS = 100;

    private final AtomicInteger sequence = new AtomicInteger();
    private final AtomicInteger repetitions = new AtomicInteger();
    private final long silenceNanos;
    private int inFlight;
    private long heardNanos = System.nanoTime();
    private Throwable failure;
    private Runnable stream = () -> {};
    private Offer offer;
    private long deletionRefusedAfter = Long.MAX_VALUE;
    private long changeRefusedAfter = Long.MAX_VALUE;

    Delivery() {
        this(SILENCE);
    }

    /** @param silence how long nothing may be heard of the batches on their way */
    Delivery(Duration silence) {
        silenceNanos = silence.toNanos();
    }

    /** Numbers the requests of a run. */
    int nextSequence() {
        return sequence.incrementAndGet();
    }

    /** What is on offer now; null before anything is. */
    synchronized Offer offer() {
        return offer;
    }

    /**
     * What is to be offered next.
     *
     * @param planned the plan's counts
     * @param successes operations of the run that succeeded
     */
    synchronized Optional<Offer> next(Counts planned, long successes) {
        return Stream.of(Offer.values())
                .filter(each -> offer == null || each.compareTo(offer) > 0)
                .filter(each -> due(each, planned, successes))
                .findFirst();
    }

    private boolean due(Offer each, Counts planned, long successes) {
        if (each.again()) {
            return (each.deletions() ? deletionRefusedAfter : changeRefusedAfter) < successes;
        }
        return (each.deletions() ? planned.deleted() : planned.created() + planned.updated()) > 0;
    }

    /** Goes on to the next offer. */
    synchronized void begin(Offer next) {
        offer = next;
    }

    /**
     * Notes that the platform refused users.
     *
     * @param after operations of the run that had succeeded when their batch began
     */
    synchronized void refused(Collection<Operation> operations, long after) {
        for (Operation operation : operations) {
            if (operation.deletion()) {
                deletionRefusedAfter = Math.min(deletionRefusedAfter, after);
            } else {
                changeRefusedAfter = Math.min(changeRefusedAfter, after);
            }
        }
    }

    /** @param close ends the stream the plan is read from */
    synchronized void reading(Runnable close) {
        stream = close;
    }

    /** Ends the stream of the plan, if there is one. */
    synchronized void stopReading() {
        stream.run();
        stream = () -> {};
    }

    /** How many requests to the platform were repetitions. */
    AtomicInteger repetitions() {
        return repetitions;
    }

    /**
     * Lets one more batch go; waits while there are as many on their way as may be.
     *
     * @param stop called now and then, throws if the run is to stop
     */
    synchronized void admit(Runnable stop) {
        stop.run();
        while (inFlight >= IN_FLIGHT && failure == null && !silent()) {
            try {
                wait(LOOK_MS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new RunCancelled();
            }
            stop.run();
        }
        if (failure != null || inFlight >= IN_FLIGHT) {
            await();
        }
        inFlight++;
        heard();
    }

    /** Something was heard of a batch on its way. */
    synchronized void heard() {
        heardNanos = System.nanoTime();
    }

    private boolean silent() {
        return System.nanoTime() - heardNanos > silenceNanos;
    }

    synchronized void finished() {
        inFlight--;
        heard();
        notifyAll();
    }

    synchronized void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    synchronized boolean hasFailed() {
        return failure != null;
    }

    /**
     * Returns when no batch is on its way any more.
     *
     * @return whether that is so; false if nothing was heard of those on their way for longer than they may take
     */
    synchronized boolean awaitQuiet() {
        boolean interrupted = false;
        while (inFlight > 0 && !silent()) {
            try {
                wait(LOOK_MS);
            } catch (InterruptedException stopped) {
                // a batch on its way ends by its own deadline; leaving it alone would lose its answer
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return inFlight == 0;
    }

    /** Returns when no batch is on its way any more; throws the first failure. */
    synchronized void await() {
        boolean quiet = awaitQuiet();
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        if (!quiet) {
            throw new RunFailure("Nothing was heard of " + inFlight + " batches for "
                    + Duration.ofNanos(silenceNanos).toMinutes() + " minutes. What the platform acknowledged is kept;"
                    + " check the platform, the next run goes on from here.");
        }
    }
}
