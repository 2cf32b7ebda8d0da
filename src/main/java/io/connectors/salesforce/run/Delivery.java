package io.connectors.salesforce.run;

import java.util.concurrent.atomic.AtomicInteger;

/** The batches of one run that are on their way, and the first failure among them. */
final class Delivery {
    private final AtomicInteger sequence = new AtomicInteger();
    private final AtomicInteger repetitions = new AtomicInteger();
    private int inFlight;
    private Throwable failure;

    /** Numbers the requests of a run. */
    int nextSequence() {
        return sequence.incrementAndGet();
    }

    /** How many requests to the platform were repetitions. */
    AtomicInteger repetitions() {
        return repetitions;
    }

    synchronized void started() {
        inFlight++;
    }

    synchronized void finished() {
        inFlight--;
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

    /** Returns when no batch is on its way any more. */
    synchronized void awaitQuiet() {
        boolean interrupted = false;
        while (inFlight > 0) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                // a batch on its way ends by its own deadline; leaving it alone would lose its answer
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when no batch is on its way any more; throws the first failure. */
    void await() {
        awaitQuiet();
        synchronized (this) {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
