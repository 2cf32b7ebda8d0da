package io.connectors.salesforce.run;

import io.connectors.salesforce.platform.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Gathers the rows of a streamed plan to the operations of a batch, body {@code List<Operation>}: the aggregation strategy
 * {@code batches} of the routes. A batch counts as on its way from the moment it is complete.
 */
public final class Batches implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange gathered, Exchange row) {
        Operation operation = operation(row.getMessage().getBody(Map.class));
        if (gathered == null) {
            row.getMessage().setBody(new ArrayList<>(List.of(operation)));
            return row;
        }
        @SuppressWarnings("unchecked")
        List<Operation> operations = gathered.getMessage().getBody(List.class);
        operations.add(operation);
        return gathered;
    }

    private static Operation operation(Map<?, ?> row) {
        String id = (String) row.get("id");
        return row.get("kind").equals("delete")
                ? Operation.delete(id, (String) row.get("reason"))
                : Operation.upsert(id, (String) row.get("document"));
    }

    @Override
    public void onCompletion(Exchange batch) {
        batch.getProperty("run", Run.class).delivery().started();
    }
}
