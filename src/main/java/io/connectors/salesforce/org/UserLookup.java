package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.mapping.Mapped;
import io.connectors.salesforce.mapping.Mapper;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.mapping.SourceUser;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * One user of an org as a run would find them.
 *
 * @param id the Salesforce Id, 18 characters
 * @param fate {@code selected}, {@code status}, {@code filter} or {@code not-visible}
 * @param values by field path, as far as the org lets the connector read them; absent where the user is not visible
 * @param mapped what the mapping makes of them; absent with the values
 */
public record UserLookup(String id, String fate, Optional<Map<String, Object>> values, Optional<Mapped> mapped) {

    /** The 18 characters of a user's Id that somebody typed; empty where it is none, or the last three belong to another. */
    public static Optional<String> id(String typed) {
        return Optional.of(typed)
                .filter(id -> id.startsWith("005") && SalesforceId.valid(id))
                .map(id -> SalesforceId.normal(id.substring(0, 15)))
                .filter(id -> id.startsWith(typed));
    }

    /**
     * Asks the org; a few requests of a longest duration each, none of them writes.
     *
     * @param id a Salesforce Id of 18 characters
     * @throws Exception whatever the login or a request fails with; {@link OrgErrors#explain} knows the most of it
     */
    public static UserLookup of(Connector connector, Mapping mapping, String id, CamelContext context, Duration longest)
            throws Exception {
        OrgConnection.open(connector, context, longest);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return of(connector, mapping, id, new Questions(connector, template));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static UserLookup of(Connector connector, Mapping mapping, String id, Questions org) {
        Selection selection = new Selection(connector);
        Mapper mapper = mapping.mapper(org.readable(mapping));
        ReadBack readBack = new ReadBack(selection, List.of(id));
        while (readBack.queries().isMore()) {
            readBack.take(org.ask("query", readBack.queries().getNext()));
        }
        List<String> columns = mapper.sources();
        Page page = Selection.one(columns, id)
                .take(org.ask("query", Selection.one(columns, id).next()));
        if (page.users().isEmpty()) {
            return new UserLookup(id, readBack.getFates().get(id), Optional.empty(), Optional.empty());
        }
        SourceUser user = page.users().get(0);
        int frozen = columns.indexOf(Selection.FROZEN);
        if (frozen >= 0) {
            user.values()[frozen] = org.json(
                                    "query", Selection.frozen(List.of(id)).next())
                            .path("totalSize")
                            .asLong()
                    > 0;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), user.values()[i]);
        }
        return new UserLookup(
                id, readBack.getFates().get(id), Optional.of(values), Optional.of(mapper.map(user.values())));
    }
}
