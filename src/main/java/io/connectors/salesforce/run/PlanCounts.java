package io.connectors.salesforce.run;

import java.util.HashMap;
import java.util.Map;

/** How many changes of a plan are of which kind in which state: {@code "create planned" -> 12}. */
final class PlanCounts {
    private PlanCounts() {}

    static Map<String, Long> of(State state, String run) {
        return state.read(handle -> {
            Map<String, Long> counts = new HashMap<>();
            state.query(handle, "plan-counts")
                    .bind("run", run)
                    .map((row, context) ->
                            Map.entry(row.getString("kind") + " " + row.getString("state"), row.getLong("users")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }
}
