package io.connectors.salesforce.run;

import io.connectors.salesforce.platform.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.jdbc.ResultSetIterator;

/** Makes batches of the rows of a streamed plan: the bean and aggregation strategy {@code batches} of the routes. */
public final class Batches implements AggregationStrategy {

    /** The rows in groups of a batch each; no more of them are read than are asked for. */
    public Iterator<List<Map<?, ?>>> groups(@ExchangeProperty("run") Run run, @Body Iterator<?> rows) {
        if (rows instanceof ResultSetIterator stream) {
            // Camel would keep its connection to the end of the run
            run.delivery().reading(() -> {
                stream.close();
                stream.closeConnection();
            });
        }
        int size = run.connector().platform().batchSize();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public List<Map<?, ?>> next() {
                List<Map<?, ?>> group = new ArrayList<>();
                do {
                    group.add((Map<?, ?>) rows.next());
                } while (group.size() < size && rows.hasNext());
                return group;
            }
        };
    }

    /**
     * A group of rows becomes a batch: body {@code List<Operation>}, exchange property {@code alone} with the number of the request in
     * which a user already went out alone.
     */
    @Override
    public Exchange aggregate(Exchange none, Exchange group) {
        List<Operation> operations = new ArrayList<>();
        Map<String, Integer> alone = new HashMap<>();
        for (Object each : group.getMessage().getBody(List.class)) {
            Map<?, ?> row = (Map<?, ?>) each;
            operations.add(operation(row));
            if (row.get("sent_alone") instanceof Number number) {
                alone.put((String) row.get("id"), number.intValue());
            }
        }
        if (group.getProperty("run", Run.class).delivery().offer().again()) {
            // so its content is another than that of any batch before, which had its users in their order
            Collections.reverse(operations);
        }
        group.setProperty("alone", alone);
        group.getMessage().setBody(operations);
        return group;
    }

    private static Operation operation(Map<?, ?> row) {
        String id = (String) row.get("id");
        String document = (String) row.get("document");
        return switch ((String) row.get("kind")) {
            case "delete" -> Operation.delete(id, (String) row.get("reason"));
            case "create" -> Operation.create(id, document);
            default -> Operation.upsert(id, document);
        };
    }
}
