package io.connectors.salesforce.run;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets only so many runs be under way at once. A run that makes no progress for some seconds gives its turn away and goes on without
 * one, so that it keeps no other connector from its turn.
 */
public final class Turns {
    private final int most;
    private final Semaphore free;

    public Turns(int most) {
        this.most = most;
        free = new Semaphore(most, true);
    }

    /** How many may be under way. */
    public int most() {
        return most;
    }

    /** How many turns are to be had now. */
    public int free() {
        return free.availablePermits();
    }

    /** Waits for a turn. */
    public Turn take() throws InterruptedException {
        free.acquire();
        return new Turn(free);
    }

    /** Waits until there is a turn to be had, no longer than it may take. */
    public boolean await(long ms) throws InterruptedException {
        boolean there = free.tryAcquire(ms, TimeUnit.MILLISECONDS);
        if (there) {
            free.release();
        }
        return there;
    }

    /** A turn; given away once, however often that is asked for. */
    public static final class Turn implements AutoCloseable {
        /** The exchange property under which a run finds its own. */
        public static final String PROPERTY = "turn";

        private final Semaphore free;
        private final AtomicBoolean given = new AtomicBoolean();

        private Turn(Semaphore free) {
            this.free = free;
        }

        @Override
        public void close() {
            if (given.compareAndSet(false, true)) {
                free.release();
            }
        }
    }
}
