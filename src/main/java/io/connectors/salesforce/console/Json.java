package io.connectors.salesforce.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Problem;
import io.connectors.salesforce.config.StoredConnector;
import io.connectors.salesforce.config.Waits;
import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Stage;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.ConnectorState;
import io.connectors.salesforce.server.ExplainedUser;
import io.connectors.salesforce.server.Health;
import io.connectors.salesforce.server.Presence;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The shapes of the API, as {@code openapi.yaml} has them. */
final class Json {
    /** Keys that answers have beside a connector's own. */
    static final Set<String> ANSWERED = Set.of(
            "id",
            "current",
            "repeats",
            "health",
            "state",
            "inForce",
            "problems",
            "lastRun",
            "lastSuccessAt",
            "nextRun",
            "nextRunAt",
            "failedRun",
            "healthReason",
            "heldRun",
            "runningRun",
            "secretsSet",
            "writable");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ArrayNode problems(Collection<Problem> problems) {
        ArrayNode array = array();
        problems.forEach(problem -> array.addObject()
                .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                .put("file", problem.file())
                .put("line", problem.line())
                .put("key", problem.key())
                .put("message", problem.message()));
        return array;
    }

    /**
     * A connector at a glance.
     *
     * @param stored its file, where there still is one
     */
    static ObjectNode connector(ConnectorState state, Optional<StoredConnector> stored, ConnectorServer server) {
        JsonNode options = stored.map(StoredConnector::options).orElseGet(Json::object);
        Optional<Connector> valid = state.connector();
        String ours = valid.map(Connector::server).orElse(options.path("server").asText("Cloud"));
        ObjectNode json = object();
        json.put("id", state.id());
        json.put(
                "name",
                written(options.path("name"), valid.map(Connector::name)).orElse(state.id()));
        json.put("server", written(options.path("server"), Optional.of(ours)).orElse(ours));
        json.put("current", ours.equals(server.name()));
        json.put(
                "active",
                valid.map(Connector::active).orElse(options.path("active").asBoolean(true)));
        json.put(
                "repeats",
                written(
                                options.path("schedule").path("repeats"),
                                valid.map(each -> each.schedule().repeats().toString()))
                        .orElse(null));
        json.put("health", state.health().toString());
        json.put("state", state.state());
        json.put("inForce", state.health() == Health.INVALID && valid.isPresent());
        json.set("problems", problems(state.problems()));
        json.set(
                "lastRun",
                state.lastRun()
                        .map(run -> (JsonNode) run(run, RunOperations.underway(run.run(), server)))
                        .orElse(JSON.nullNode()));
        json.put("lastSuccessAt", text(state.lastSuccess()));
        json.put("nextRun", state.nextRun().map(Json::withOffset).orElse(null));
        json.put("nextRunAt", text(state.nextRun().map(ZonedDateTime::toInstant)));
        json.put("heldRun", state.held().map(RunReport::run).orElse(null));
        json.put("failedRun", state.failed().map(RunReport::run).orElse(null));
        json.put(
                "healthReason",
                state.failed()
                        .or(() -> state.held().filter(held -> state.health() == Health.HELD))
                        .map(RunReport::reason)
                        .orElse(null));
        json.put("runningRun", state.running().orElse(null));
        return json;
    }

    /** What a placeholder brought in may be anybody's secret, so its own text is shown. */
    private static Optional<String> written(JsonNode option, Optional<String> value) {
        String text = option.asText();
        return text.contains("{{") || value.isEmpty() ? Optional.of(text).filter(some -> !some.isEmpty()) : value;
    }

    static ObjectNode withOptions(ObjectNode connector, StoredConnector stored, boolean writable) {
        connector.setAll(stored.options());
        ArrayNode secrets = connector.putArray("secretsSet");
        stored.secretsSet().forEach(secrets::add);
        connector.put("writable", writable);
        return connector;
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()).orElse(null);
    }

    private static String withOffset(ZonedDateTime at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * A run with its progress.
     *
     * @param underway the run itself, while it is in progress here
     */
    static ObjectNode run(RunReport report, Optional<Run> underway) {
        ObjectNode json = JSON.valueToTree(report);
        ArrayNode leftOut = json.putArray("leftOut");
        report.leftOut().forEach(leftOut::add);
        json.set("progress", underway.map(Json::progress).orElse(null));
        json.set(
                "waiting",
                underway.flatMap(run -> run.waits().now()).map(Json::waiting).orElse(null));
        json.put("cancelling", underway.map(Run::cancelled).orElse(false));
        return json;
    }

    /** By kind, and within it by state. */
    static ObjectNode counts(Map<String, Long> changes) {
        ObjectNode json = object();
        changes.forEach((change, users) -> {
            String[] kindAndState = change.split(" ");
            json.withObject("/" + kindAndState[0]).put(kindAndState[1], users);
        });
        return json;
    }

    private static ObjectNode waiting(Waits.Wait wait) {
        ObjectNode json = object();
        json.put("side", wait.side().name().toLowerCase(Locale.ROOT));
        json.put("status", wait.status().isPresent() ? (Integer) wait.status().getAsInt() : null);
        json.put("since", text(Optional.of(wait.since())));
        json.put("try", wait.number());
        json.put("of", wait.of());
        json.put("nextAt", text(Optional.of(wait.nextAt())));
        return json;
    }

    private static ObjectNode progress(Run run) {
        Stage stage = run.stage();
        boolean counting = stage == Stage.READ || stage == Stage.APPLY;
        long done = run.progress();
        long total = run.expected();
        double seconds = run.inStage().toMillis() / 1000.0;
        ObjectNode json = object();
        json.put("stage", stage.word());
        json.put("done", done);
        json.put("total", total > 0 ? (Long) total : null);
        boolean rated = counting && done > 0 && seconds > 0;
        json.put("perSecond", rated ? (Double) (Math.round(done / seconds * 10) / 10.0) : null);
        boolean foreseeable = rated && total >= done;
        json.put("secondsLeft", foreseeable ? (Long) Math.round((total - done) / (done / seconds)) : null);
        return json;
    }

    static ObjectNode user(ExplainedUser user) {
        ObjectNode json = object();
        json.put("salesforceId", user.salesforceId());
        json.put("selected", user.cause().isEmpty());
        json.put("cause", user.cause().orElse(null));
        json.put("inSnapshot", user.presence() == Presence.THERE);
        json.put("presence", user.presence().toString());
        json.put("next", user.next());
        json.put("why", user.why());
        json.set("record", user.record().map(JSON::<JsonNode>valueToTree).orElse(JSON.nullNode()));
        json.set("document", user.document().map(Json::tree).orElse(JSON.nullNode()));
        json.set(
                "rejection",
                user.rejection()
                        .map(refused ->
                                (JsonNode) object().put("code", refused.code()).put("message", refused.message()))
                        .orElse(JSON.nullNode()));
        json.set("runs", JSON.valueToTree(user.runs()));
        return json;
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static JsonNode list(List<?> values) {
        return JSON.valueToTree(values);
    }
}
