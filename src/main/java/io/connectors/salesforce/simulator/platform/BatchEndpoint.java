package io.connectors.salesforce.simulator.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.connectors.salesforce.simulator.platform.KeptBatches.Kept;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** {@code POST /api/connectors/{id}/users/batch}. */
final class BatchEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformStore store;
    private final FaultPlan faults;
    private final List<PlatformRequest> history;
    private final KeptBatches kept;
    private final Map<String, Answered> answered = new HashMap<>();

    private record Answered(String body, Answer answer) {}

    /** @param status 0 closes the connection */
    record Answer(int status, String body, String retryAfter) {}

    BatchEndpoint(PlatformStore store, FaultPlan faults, List<PlatformRequest> history, KeptBatches kept)
            throws IOException {
        this.store = store;
        this.faults = faults;
        this.history = history;
        this.kept = kept;
        for (Kept batch : kept.read()) {
            take(batch, JSON.readTree(batch.body()).path("operations"));
        }
    }

    synchronized void forget() throws IOException {
        answered.clear();
        kept.forget();
    }

    /** One batch after the other, as a platform with one database would. */
    synchronized Answer take(String connector, HttpExchange exchange, byte[] content) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String run = exchange.getRequestHeaders().getFirst("X-Run-Id");
        String body = new String(content, StandardCharsets.UTF_8);
        JsonNode operations = JSON.readTree(content).path("operations");
        Optional<PlatformFault> fault = faults.next(user -> StreamSupport.stream(operations.spliterator(), false)
                .anyMatch(operation -> operation.path("sourceId").asText().equals(user)));
        Kept batch = new Kept(connector, run, key, body, fault.orElse(null));
        int before = answered.size();
        Answer answer = take(batch, operations);
        if (answered.size() > before) {
            kept.add(batch);
        }
        return answer;
    }

    private Answer take(Kept batch, JsonNode operations) {
        boolean known = answered.containsKey(batch.key());
        Answer answer = answer(batch.connector(), batch.key(), batch.body(), operations, batch.fault());
        boolean applied = !known && answered.containsKey(batch.key());
        history.add(new PlatformRequest(
                batch.connector(),
                batch.run(),
                batch.key(),
                batch.body(),
                ops(operations),
                answer.status(),
                applied,
                answer.body()));
        return answer;
    }

    private static List<PlatformRequest.Op> ops(JsonNode operations) {
        List<PlatformRequest.Op> ops = new ArrayList<>();
        operations.forEach(operation -> ops.add(new PlatformRequest.Op(
                operation.path("op").asText(),
                operation.path("sourceId").asText(),
                operation.path("reason").asText(null))));
        return ops;
    }

    private Answer answer(String connector, String key, String body, JsonNode operations, PlatformFault fault) {
        Kind kind = fault == null ? null : fault.kind();
        if (kind == Kind.STATUS || kind == Kind.POISON) {
            return refusal(fault);
        }
        if (kind == Kind.DROP_BEFORE) {
            return new Answer(0, "", null);
        }
        if (key == null || !operations.isArray() || operations.isEmpty()) {
            return new Answer(400, error("bad_request", "Idempotency-Key and operations are needed."), null);
        }
        if (!StreamSupport.stream(operations.spliterator(), false).allMatch(BatchEndpoint::understood)) {
            return new Answer(
                    422, error("invalid_operation", "An operation is an upsert or a delete of a sourceId."), null);
        }
        Answered before = answered.get(key);
        if (before != null && !before.body().equals(body)) {
            return new Answer(422, error("idempotency_key_reuse", "This key came with another content."), null);
        }
        Answer answer = before == null ? apply(connector, operations, fault) : before.answer();
        answered.put(key, new Answered(body, answer));
        return kind == null ? answer : twisted(answer, fault);
    }

    private static boolean understood(JsonNode operation) {
        boolean upsert = operation.path("op").asText().equals("upsert")
                && operation.path("user").isObject();
        return (upsert || operation.path("op").asText().equals("delete"))
                && !operation.path("sourceId").asText().isEmpty();
    }

    private Answer apply(String connector, JsonNode operations, PlatformFault fault) {
        Map<String, ObjectNode> rejected = new HashMap<>();
        if (fault != null && fault.kind() == Kind.DEFER_USER) {
            rejected.put(fault.sourceId(), null);
        }
        if (fault != null && fault.kind() == Kind.REJECT_USER) {
            String user = fault.sourceId() == null
                    ? operations.path(0).path("sourceId").asText()
                    : fault.sourceId();
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.put("code", fault.code() == null ? "invalid" : fault.code());
            error.put("message", fault.message() == null ? "The user is not acceptable." : fault.message());
            rejected.put(user, error);
        }
        ArrayNode results = store.apply(connector, operations, rejected);
        return new Answer(rejected.isEmpty() ? 200 : 207, body(results), null);
    }

    private static String body(ArrayNode results) {
        return JsonNodeFactory.instance.objectNode().set("results", results).toString();
    }

    private static Answer twisted(Answer answer, PlatformFault fault) {
        return switch (fault.kind()) {
            case APPLY_THEN_DROP -> new Answer(0, "", null);
            case APPLY_THEN_STATUS -> refusal(fault);
            case GARBAGE -> new Answer(200, "<html>under maintenance</html>", null);
            case SHUFFLE_RESULTS, DROP_RESULT, UNKNOWN_RESULT ->
                new Answer(answer.status(), body(twisted(answer.body(), fault)), null);
            default -> answer;
        };
    }

    private static ArrayNode twisted(String body, PlatformFault fault) {
        try {
            ArrayNode results = (ArrayNode) JSON.readTree(body).path("results");
            ArrayNode twisted = JsonNodeFactory.instance.arrayNode();
            for (int i = results.size() - 1; i >= 0; i--) {
                boolean meant = fault.sourceId() == null
                        ? i == 0
                        : results.path(i).path("sourceId").asText().equals(fault.sourceId());
                if (fault.kind() != Kind.DROP_RESULT || !meant) {
                    twisted.add(results.get(i));
                }
            }
            if (fault.kind() == Kind.UNKNOWN_RESULT) {
                twisted.addObject().put("sourceId", "005000000000000AAA").put("status", "created");
            }
            return twisted;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Answer refusal(PlatformFault fault) {
        String message = fault.message() == null ? "The platform says no." : fault.message();
        return new Answer(fault.status(), error("fault", message), fault.retryAfter());
    }

    static String error(String code, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.putObject("error").put("code", code).put("message", message);
        return error.toString();
    }
}
