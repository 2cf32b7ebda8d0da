package io.connectors.salesforce.run;

import io.connectors.salesforce.mapping.Mapped;
import io.connectors.salesforce.mapping.Mapper;
import io.connectors.salesforce.mapping.SourceUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The mapping processor: a list of {@link SourceUser} in, their documents or rejections by Id out. The bean {@code mapping} of
 * the routes, and as aggregation strategy the one that puts the slices of a page together again.
 */
public final class UserMapping implements Processor, AggregationStrategy {

    @Override
    public void process(Exchange exchange) {
        Mapper mapper = exchange.getProperty("run", Run.class).mapper();
        Map<String, Mapped> mapped = new LinkedHashMap<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            SourceUser user = (SourceUser) each;
            put(mapped, user.id(), mapper.map(user.values()));
        }
        exchange.getMessage().setBody(mapped);
    }

    @Override
    public Exchange aggregate(Exchange page, Exchange slice) {
        if (page == null) {
            return slice;
        }
        try {
            Map<String, Mapped> users = body(page);
            body(slice).forEach((id, mapped) -> put(users, id, mapped));
        } catch (Throwable failed) {
            // Camel would lose an error here, and with it the exchange
            page.setException(failed);
        }
        return page;
    }

    private static void put(Map<String, Mapped> users, String id, Mapped mapped) {
        if (users.put(id, mapped) != null) {
            throw Staging.duplicate(null);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Mapped> body(Exchange exchange) {
        return exchange.getMessage().getBody(Map.class);
    }
}
