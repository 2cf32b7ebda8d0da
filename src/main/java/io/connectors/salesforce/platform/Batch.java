package io.connectors.salesforce.platform;

import io.connectors.salesforce.platform.Results.Refusal;
import io.connectors.salesforce.platform.Results.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The operations of one batch on their way to the platform. They go out in parts: the whole at first; its halves where the
 * platform refuses a part as a whole; and again those it gave no result for. Used by one thread at a time.
 */
public final class Batch {
    private static final int ANSWERLESS_TRIES = 3;

    private final int size;
    private final IntSupplier sequence;
    private final Deque<Part> waiting = new ArrayDeque<>();
    private final Map<Operation, Refusal> refusedAlone = new LinkedHashMap<>();
    private final Map<String, Integer> alone;
    private final boolean again;
    private PlatformFailure silence;

    /**
     * @param operations one a user, at least one
     * @param sequence numbers the parts within the run
     */
    public Batch(List<Operation> operations, IntSupplier sequence) {
        this(operations, sequence, Map.of(), false);
    }

    /**
     * @param operations one a user, at least one
     * @param sequence numbers the parts within the run
     * @param alone the numbers under which users went out alone before, by source Id
     * @param again whether the platform refused all of them before in this run
     */
    public Batch(List<Operation> operations, IntSupplier sequence, Map<String, Integer> alone, boolean again) {
        this.size = operations.size();
        this.sequence = sequence;
        this.alone = new HashMap<>(alone);
        this.again = again;
        waiting.add(part(operations));
    }

    private Part part(List<Operation> operations) {
        return new Part(number(operations), List.copyOf(operations), 0);
    }

    /** A user who goes out alone does so under one number, whenever that is: it is the same content. */
    private int number(List<Operation> operations) {
        return operations.size() == 1
                ? alone.computeIfAbsent(operations.get(0).sourceId(), id -> sequence.getAsInt())
                : sequence.getAsInt();
    }

    /** The number under which a user went out alone; null for one who did not. */
    public Integer alone(Operation operation) {
        return alone.get(operation.sourceId());
    }

    /** Whether the platform refused all of them before in this run. */
    public boolean again() {
        return again;
    }

    /** Whether a part is still to be sent. */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** The part to send now; it stays the one until it is answered or refused. */
    public Part part() {
        return waiting.getFirst();
    }

    /**
     * Takes the platform's answer to the present part; operations without a result of their own wait for another request, as
     * long as {@link #goOn} lets them.
     *
     * @param results null where the answer was empty
     * @throws PlatformFailure if there are none
     */
    public Answer answered(Results results) {
        if (results == null) {
            throw new PlatformFailure(PlatformErrors.EMPTY);
        }
        Part part = waiting.removeFirst();
        Map<String, Result> byId = new HashMap<>();
        results.results().stream()
                .filter(result -> result.sourceId() != null)
                .forEach(result -> byId.put(result.sourceId(), result));
        List<Operation> acknowledged = new ArrayList<>();
        Map<Operation, Refusal> rejected = new LinkedHashMap<>();
        List<Operation> unanswered = new ArrayList<>();
        for (Operation operation : part.operations()) {
            Result result = byId.get(operation.sourceId());
            if (result != null && result.acknowledges(operation)) {
                acknowledged.add(operation);
            } else if (result != null && result.rejects()) {
                rejected.put(operation, result.refusal());
            } else {
                unanswered.add(operation);
            }
        }
        if (!unanswered.isEmpty()) {
            askAgain(part, unanswered);
        }
        return new Answer(acknowledged, rejected);
    }

    private void askAgain(Part part, List<Operation> unanswered) {
        if (part.tries() + 1 >= ANSWERLESS_TRIES) {
            silence = new PlatformFailure("The platform answered without a result for " + unanswered.size() + " of "
                    + part.operations().size() + " users, " + ANSWERLESS_TRIES
                    + " times. They count as not acknowledged; the next run sends them again.");
            return;
        }
        boolean same = unanswered.size() == part.operations().size();
        int number = same ? part.sequence() : number(unanswered);
        waiting.addFirst(new Part(number, List.copyOf(unanswered), part.tries() + 1));
    }

    /** Takes a refusal of the present part as a whole: halves it, or notes the user that stands alone. */
    public void refused(Refusal refusal) {
        Part part = waiting.removeFirst();
        List<Operation> operations = part.operations();
        if (operations.size() == 1) {
            refusedAlone.put(operations.get(0), refusal);
            return;
        }
        int middle = operations.size() / 2;
        waiting.addFirst(part(operations.subList(middle, operations.size())));
        waiting.addFirst(part(operations.subList(0, middle)));
    }

    /**
     * The users refused alone, once nothing waits any more.
     *
     * @throws PlatformFailure if these are all of several: then it is not they who are wrong, unless they were refused before
     */
    public Map<Operation, Refusal> refusedAlone() {
        if (!again && size > 1 && refusedAlone.size() == size) {
            Refusal first = refusedAlone.values().iterator().next();
            throw new PlatformFailure("The platform refused each of the " + size
                    + " users of a batch, so the cause is not the users: " + first.message()
                    + " Compare the mapping's target attributes with what the platform accepts.");
        }
        return refusedAlone;
    }

    /**
     * To be called once an answer was recorded.
     *
     * @throws PlatformFailure if the platform keeps silent about a user
     */
    public void goOn() {
        if (silence != null) {
            throw silence;
        }
    }

    /** How many users the batch has. */
    public int size() {
        return size;
    }

    /**
     * What goes out in one request.
     *
     * @param sequence with the run's id its idempotency key
     * @param tries how often it has been answered without a result
     */
    public record Part(int sequence, List<Operation> operations, int tries) {}

    /** What the platform said of the users of a part. */
    public record Answer(List<Operation> acknowledged, Map<Operation, Refusal> rejected) {}
}
