package io.connectors.salesforce.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Deletes many rows, some thousand at a time at most, so that nobody waits for it. */
final class Shredder {
    private static final int STEP = 1_000;

    private final State state;
    private final BooleanSupplier goOn;

    /** @param goOn asked before each step; what is left when it says no goes another time */
    Shredder(State state, BooleanSupplier goOn) {
        this.state = state;
        this.goOn = goOn;
    }

    /** Everything of some runs, their records last; answers how many are all gone. */
    int runs(List<String> runs) {
        Map<String, Long> weights = weights(runs);
        List<String> together = new ArrayList<>();
        long weight = 0;
        int gone = 0;
        for (String run : runs) {
            long more = weights.getOrDefault(run, 0L);
            if (more > STEP && !peel(run)) {
                return gone;
            }
            weight += more > STEP ? 0 : more;
            if (weight > STEP) {
                gone += drop(together);
                together.clear();
                weight = more;
            }
            together.add(run);
        }
        return gone + drop(together);
    }

    private Map<String, Long> weights(List<String> runs) {
        return state.read(handle -> state
                .query(handle, "runs-weight")
                .bindArray("runs", String.class, runs.toArray())
                .map((row, context) -> Map.entry(row.getString("run"), row.getLong("weight")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** All rows of a run that has too many of them for one step. */
    private boolean peel(String run) {
        return steps("run-drop-changes", "run", run)
                && steps("run-drop-staged", "run", run)
                && steps("run-drop-frozen", "run", run);
    }

    private int drop(List<String> runs) {
        if (runs.isEmpty() || !goOn.getAsBoolean()) {
            return 0;
        }
        return state.write(handle -> {
            for (String statement : List.of("runs-drop-changes", "runs-drop-staged", "runs-drop-frozen")) {
                drop(handle, statement, runs);
            }
            return drop(handle, "runs-drop", runs);
        });
    }

    private int drop(Handle handle, String statement, List<String> runs) {
        return state.update(handle, statement)
                .bindArray("runs", String.class, runs.toArray())
                .execute();
    }

    /** Everything of a connector but its lease. */
    void connector(String connector) {
        for (List<String> runs = some(connector); !runs.isEmpty(); runs = some(connector)) {
            runs(runs);
        }
        for (Long scope : state.read(handle -> state.query(handle, "scope-list")
                .bind("connector", connector)
                .mapTo(Long.class)
                .list())) {
            steps("scope-drop-snapshot", "scope", scope);
            steps("scope-drop-rejection", "scope", scope);
            once("scope-drop", "scope", scope);
        }
    }

    private List<String> some(String connector) {
        return state.read(handle -> state.query(handle, "run-some")
                .bind("connector", connector)
                .mapTo(String.class)
                .list());
    }

    private boolean steps(String statement, String name, Object value) {
        int rows = STEP;
        while (rows == STEP) {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            rows = once(statement, name, value);
        }
        return true;
    }

    private int once(String statement, String name, Object value) {
        return state.write(handle -> state.update(handle, statement)
                .bind(name, value)
                .bind("rows", STEP)
                .execute());
    }
}
