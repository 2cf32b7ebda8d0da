package io.connectors.salesforce.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.Trigger;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.ConnectorState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs: starting, watching, deciding. */
final class RunOperations {
    private static final Set<String> KINDS = Set.of("create", "update", "delete", "reject");
    private static final Set<String> STATES = Set.of("planned", "acknowledged", "rejected");
    private static final Set<String> FLAGS = Set.of("preview", "resend", "overrideSafeguards");

    private final ConnectorServer server;

    RunOperations(ConnectorServer server) {
        this.server = server;
    }

    List<Operation> operations() {
        return List.of(
                new Operation(
                        "listRuns", "GET", "/connectors/{id}/runs", (request, path) -> list(request, path.get(0))),
                new Operation(
                        "startRun", "POST", "/connectors/{id}/runs", (request, path) -> start(request, path.get(0))),
                new Operation("getRun", "GET", "/runs/{run}", (request, path) -> get(path.get(0))),
                new Operation(
                        "listChanges", "GET", "/runs/{run}/changes", (request, path) -> changes(request, path.get(0))),
                new Operation("approveRun", "POST", "/runs/{run}/approve", (request, path) -> approve(path.get(0))),
                new Operation("discardRun", "POST", "/runs/{run}/discard", (request, path) -> discard(path.get(0))),
                new Operation("cancelRun", "POST", "/runs/{run}/cancel", (request, path) -> cancel(path.get(0))));
    }

    /** Of a connector without a file too, as long as it has runs. */
    private Answer list(Request request, String id) {
        Optional<String> before = request.parameter("before");
        int limit = request.limit();
        List<RunReport> runs = server.list(id, before, limit).orElseThrow(RunOperations::unknown);
        if (runs.isEmpty() && before.isEmpty() && server.state(id).isEmpty()) {
            throw ConnectorOperations.unknown(id);
        }
        ArrayNode array = Json.array();
        runs.forEach(run -> array.add(json(run)));
        return Answer.json(200, array);
    }

    private Answer get(String id) {
        RunReport run = find(id);
        ObjectNode json = json(run);
        json.set("changes", run.status() == Status.RUNNING ? null : Json.counts(server.changeCounts(id)));
        return Answer.json(200, json);
    }

    private Answer start(Request request, String id) {
        ObjectNode flags = request.flags(FLAGS);
        // who says "now" means the files as they are now
        server.refresh();
        Connector connector = ConnectorOperations.valid(id, server);
        String type = connector.platform().type();
        if (!server.serves(type)) {
            throw Refusal.conflict(
                    "platform.type: " + ConnectorState.unserved(id, type).message());
        }
        RunReport run = server.begin(
                connector,
                new RunRequest(
                        Trigger.MANUAL,
                        flags.path("preview").asBoolean(),
                        flags.path("resend").asBoolean(),
                        flags.path("overrideSafeguards").asBoolean()));
        return accepted(run);
    }

    private Answer accepted(RunReport run) {
        return Answer.json(202, json(run)).with("Location", "/api/runs/" + run.run());
    }

    private Answer changes(Request request, String run) {
        find(run);
        return Answer.json(
                200,
                Json.list(server.changes(
                        run,
                        request.parameter("kind", KINDS),
                        request.parameter("state", STATES),
                        request.parameter("after").orElse(""),
                        request.limit())));
    }

    private Answer approve(String run) {
        RunReport held = held(run);
        return accepted(server.beginApproved(held, ConnectorOperations.valid(held.connector(), server)));
    }

    private Answer discard(String run) {
        return Answer.json(200, json(server.discard(held(run).run())));
    }

    private RunReport held(String run) {
        RunReport report = find(run);
        if (report.status() != Status.HELD) {
            throw report.decided();
        }
        return report;
    }

    private Answer cancel(String run) {
        RunReport report = find(run);
        Run underway = underway(run)
                .orElseThrow(() -> Refusal.conflict("Run " + run + " is not in progress in this process: it is "
                        + report.status().word() + "."));
        underway.cancel();
        return Answer.json(202, json(report));
    }

    private RunReport find(String run) {
        return server.find(run).orElseThrow(RunOperations::unknown);
    }

    static Refusal unknown() {
        return Refusal.notFound("There is no such run. GET /api/connectors/{id}/runs lists a connector's runs.");
    }

    private ObjectNode json(RunReport run) {
        return Json.run(run, underway(run.run()));
    }

    private Optional<Run> underway(String run) {
        return underway(run, server);
    }

    static Optional<Run> underway(String run, ConnectorServer server) {
        return server.active().stream().filter(each -> each.id().equals(run)).findFirst();
    }
}
