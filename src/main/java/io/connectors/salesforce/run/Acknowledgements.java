package io.connectors.salesforce.run;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Mask;
import io.connectors.salesforce.platform.Batch;
import io.connectors.salesforce.platform.Operation;
import io.connectors.salesforce.platform.Results.Refusal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** What the platform was sent and what it answered, in the snapshot and the plan; one transaction each. */
final class Acknowledgements {
    private final State state;
    private final Function<Connector, Mask> masks;
    private final Clock clock;

    /** @param masks hides a connector's secrets in what its platform says */
    Acknowledgements(State state, Function<Connector, Mask> masks, Clock clock) {
        this.state = state;
        this.masks = masks;
        this.clock = clock;
    }

    /**
     * Remembers users before they are sent anything: from now on their state at the platform is unknown, until it answers.
     *
     * @param again whether the platform refused them before in this run
     */
    void sending(Run run, List<Operation> operations, boolean again) {
        state.fenced(run, handle -> {
            if (again) {
                ids(handle, "plan-again", run, operations);
                ids(handle, "rejection-due", run, operations);
            }
            return ids(handle, "snapshot-sent", run, operations);
        });
    }

    /** @throws LeaseLost if the run has lost its connector */
    void own(Run run) {
        state.fenced(run, handle -> null);
    }

    /**
     * Takes the users' own results.
     *
     * @param before operations of the run that had succeeded when the batch began
     */
    void answered(Run run, Batch batch, Batch.Answer answer, long before) {
        List<Operation> acknowledged = answer.acknowledged();
        if (acknowledged.isEmpty() && answer.rejected().isEmpty()) {
            return;
        }
        Map<Boolean, List<Operation>> done =
                acknowledged.stream().collect(Collectors.partitioningBy(Operation::deletion));
        state.fenced(run, handle -> {
            acknowledge(handle, run, done.get(false), done.get(true), acknowledged);
            if (!answer.rejected().isEmpty()) {
                reject(handle, run, batch, answer.rejected(), before);
            }
            return null;
        });
    }

    private void acknowledge(
            Handle handle, Run run, List<Operation> upserts, List<Operation> deletions, List<Operation> all) {
        if (!upserts.isEmpty()) {
            ids(handle, "snapshot-acknowledge", run, upserts);
        }
        if (!deletions.isEmpty()) {
            ids(handle, "snapshot-delete", run, deletions);
        }
        if (!all.isEmpty()) {
            ids(handle, "rejection-clear", run, all);
            ids(handle, "plan-acknowledge", run, all);
        }
    }

    private void reject(Handle handle, Run run, Batch batch, Map<Operation, Refusal> rejected, long before) {
        List<Operation> operations = List.copyOf(rejected.keySet());
        List<String> codes = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        // a user's own data may stay in it: it is shown to those who may see that user
        Mask mask = masks.apply(run.connector());
        operations.forEach(operation -> {
            Refusal said = rejected.get(operation);
            Refusal shown = new Refusal(mask.hide(said.code()), mask.hide(said.message()));
            codes.add(shown.code());
            messages.add(shown.message());
        });
        state.update(handle, "plan-reject", run)
                .bindArray("ids", String.class, idsOf(operations))
                .bindArray("codes", String.class, codes.toArray())
                .bindArray("messages", String.class, messages.toArray())
                .bindArray(
                        "alone",
                        Integer.class,
                        operations.stream().map(batch::alone).toArray())
                .bind("again", batch.again())
                .bind("after", before)
                .execute();
        ids(handle, "snapshot-forget-refused", run, operations);
        bound(handle, "rejection-add", run, operations)
                // both offers of a run are one attempt
                .bind("attempts", batch.again() ? 0 : 1)
                .execute();
    }

    private int ids(Handle handle, String statement, Run run, List<Operation> operations) {
        return bound(handle, statement, run, operations).execute();
    }

    private Update bound(Handle handle, String statement, Run run, List<Operation> operations) {
        return state.update(handle, statement, run)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bindArray("ids", String.class, idsOf(operations));
    }

    private static Object[] idsOf(List<Operation> operations) {
        return operations.stream().map(Operation::sourceId).toArray();
    }
}
