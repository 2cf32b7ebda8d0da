package io.connectors.salesforce.run;

import io.connectors.salesforce.platform.Operation;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** What a run in progress has come to so far. Safe for use by the threads that deliver its batches. */
final class Tally {
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong unmapped = new AtomicLong();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong updated = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Counts a page that is staged. */
    void staged(int users, int rejected) {
        read.addAndGet(users);
        unmapped.addAndGet(rejected);
    }

    /** The read begins again. */
    void unstaged() {
        read.set(0);
        unmapped.set(0);
    }

    long read() {
        return read.get();
    }

    /** Counts what the platform took, as the plan classed it. */
    void acknowledged(Collection<Operation> operations) {
        operations.forEach(operation -> counter(operation).incrementAndGet());
    }

    private AtomicLong counter(Operation operation) {
        if (operation.deletion()) {
            return deleted;
        }
        return operation.creation() ? created : updated;
    }

    /** Counts what the platform refused; a user whose deletion it refused is missing, not rejected. */
    void refused(Collection<Operation> operations) {
        refused.addAndGet(
                operations.stream().filter(operation -> !operation.deletion()).count());
    }

    /** Those refused before are offered once more. */
    void offeredAgain(Collection<Operation> operations) {
        refused.addAndGet(
                -operations.stream().filter(operation -> !operation.deletion()).count());
    }

    /** Operations the platform acknowledged. */
    long successes() {
        return created.get() + updated.get() + deleted.get();
    }

    /** Before there is a plan: about whom nothing is decided yet is pending. */
    Counts reading() {
        long rejected = unmapped.get();
        long users = Math.max(read.get(), rejected);
        return new Counts(users, 0, 0, 0, 0, rejected, users - rejected, 0);
    }

    /** While the plan is sent: what of it the platform has acknowledged. */
    Counts sending(Counts planned) {
        long creations = created.get();
        long updates = updated.get();
        long rejections = refused.get();
        return new Counts(
                planned.read(),
                planned.unchanged(),
                creations,
                updates,
                deleted.get(),
                planned.rejected() + rejections,
                planned.created() + planned.updated() - creations - updates - rejections,
                planned.missing());
    }
}
