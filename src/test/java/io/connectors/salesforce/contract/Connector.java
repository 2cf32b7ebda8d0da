package io.connectors.salesforce.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connector with its org and its platform. */
public record Connector(String id, OrgSimulator org, PlatformSimulator platform) {

    /** The Id of a user of the org, by its place. */
    public String user(int place) {
        return org.ids(each -> true).get(place);
    }

    /** Edits users from one place to before another. */
    public void edit(int from, int to, Map<String, Object> fields) {
        org.ids(each -> true).subList(from, to).forEach(id -> org.edit(id, fields));
    }

    /** The Salesforce Ids the platform has. */
    Set<String> there() {
        return platform.users(id).keySet();
    }

    /** The Salesforce Ids of active users of the org. */
    Set<String> active() {
        return Set.copyOf(org.ids(user -> Boolean.TRUE.equals(user.get("IsActive"))));
    }

    /** What the platform keeps of a user. */
    JsonNode document(String user) {
        return platform.users(id).get(user);
    }

    /** How many batches came so far. */
    int batches() {
        return platform.history().size();
    }

    /** The operations that came after so many batches. */
    List<PlatformRequest.Op> since(int batches) {
        List<PlatformRequest> history = platform.history();
        return history.subList(batches, history.size()).stream()
                .flatMap(request -> request.operations().stream())
                .toList();
    }

    /** The users deleted after so many batches, each with its reason, as {@code Id reason}. */
    List<String> deletedSince(int batches) {
        return since(batches).stream()
                .filter(operation -> operation.op().equals("delete"))
                .map(operation -> operation.sourceId() + " " + operation.reason())
                .toList();
    }
}
