package io.connectors.salesforce.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Whether a run is waiting to repeat a request, for those who watch it. Safe for use by several threads. */
public final class Waits {
    /** The exchange property under which a run's requests find this. */
    public static final String PROPERTY = "waits";

    private final Consumer<Wait> begun;
    private Wait now;

    /** @param begun is told of a wait when it begins, not of each repetition */
    public Waits(Consumer<Wait> begun) {
        this.begun = begun;
    }

    /** Whom a run waits for. */
    public enum Side {
        SALESFORCE("Salesforce"),
        PLATFORM("The platform");

        private final String words;

        Side(String words) {
            this.words = words;
        }
    }

    /**
     * A request that is repeated.
     *
     * @param status of the last answer; empty where there was none
     * @param since when the first of the requests failed that were not answered since
     * @param number of the next try, the first request is 1
     * @param of how many tries there are at most
     */
    public record Wait(Side side, OptionalInt status, Instant since, int number, int of, Instant nextAt) {
        /** As a sentence for people: The platform answered 503. */
        public String cause() {
            return side.words + (status.isPresent() ? " answered " + status.getAsInt() : " gave no answer");
        }
    }

    /** A request failed, and is made once more after a delay. */
    public void begin(Side side, OptionalInt status, int number, int of, Duration delay) {
        Instant failed = Instant.now();
        Wait next;
        boolean first;
        synchronized (this) {
            first = now == null || now.side() != side;
            next = new Wait(side, status, first ? failed : now.since(), number, of, failed.plus(delay));
            now = next;
        }
        if (first) {
            begun.accept(next);
        }
    }

    /** The other side has answered, or no request is made any more. */
    public synchronized void end() {
        now = null;
    }

    public synchronized Optional<Wait> now() {
        return Optional.ofNullable(now);
    }
}
