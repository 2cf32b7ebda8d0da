package io.connectors.salesforce.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.FolderProblem;
import io.connectors.salesforce.config.StoredConnector;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.mapping.MappingException;
import io.connectors.salesforce.org.Finding;
import io.connectors.salesforce.org.UserLookup;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.ConnectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Connectors: their files, their orgs, their users. */
final class ConnectorOperations {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private final ConnectorServer server;

    ConnectorOperations(ConnectorServer server) {
        this.server = server;
    }

    List<Operation> operations() {
        return List.of(
                new Operation("listServers", "GET", "/servers", (request, path) -> servers()),
                new Operation("listConnectors", "GET", "/connectors", (request, path) -> list()),
                new Operation("getConnector", "GET", "/connectors/{id}", (request, path) -> get(path.get(0), 200)),
                new Operation("putConnector", "PUT", "/connectors/{id}", (request, path) -> put(request, path.get(0))),
                new Operation(
                        "deleteConnector",
                        "DELETE",
                        "/connectors/{id}",
                        (request, path) -> delete(request, path.get(0))),
                new Operation(
                        "setActive",
                        "PUT",
                        "/connectors/{id}/active",
                        (request, path) -> activate(request, path.get(0))),
                new Operation(
                        "checkConnector", "POST", "/connectors/{id}/check", (request, path) -> check(path.get(0))),
                new Operation(
                        "getMapping", "GET", "/connectors/{id}/mapping.csv", (request, path) -> mapping(path.get(0))),
                new Operation(
                        "getUser",
                        "GET",
                        "/connectors/{id}/users/{salesforceId}",
                        (request, path) -> user(path.get(0), path.get(1))),
                new Operation(
                        "eraseUser",
                        "DELETE",
                        "/users/{salesforceId}",
                        (request, path) -> erase(request, path.get(0))));
    }

    private Answer servers() {
        Set<String> names = new TreeSet<>(Set.of(server.name()));
        server.connectors().valid().forEach(connector -> names.add(connector.server()));
        ArrayNode array = Json.array();
        names.forEach(name -> array.addObject().put("name", name).put("current", name.equals(server.name())));
        return Answer.json(200, array);
    }

    private Answer list() {
        ArrayNode array = Json.array();
        server.states().forEach(state -> array.add(Json.connector(state, stored(state), server)));
        return Answer.json(200, array);
    }

    private Optional<StoredConnector> stored(ConnectorState state) {
        return server.folder().find(state.id());
    }

    private Answer get(String id, int status) {
        ConnectorState state = state(id);
        StoredConnector stored = server.folder().find(id).orElseThrow(() -> unknown(id));
        ObjectNode connector = Json.connector(state, Optional.of(stored), server);
        return Answer.json(
                        status,
                        Json.withOptions(connector, stored, server.folder().writable()))
                .with("ETag", '"' + stored.version() + '"');
    }

    private Answer put(Request request, String id) {
        ObjectNode options = request.json();
        options.remove(Json.ANSWERED);
        refuseUnserved(id, options);
        boolean fresh;
        try {
            fresh = server.folder().put(id, options, request.version());
        } catch (FolderProblem problem) {
            throw problem.kind() == FolderProblem.Kind.MISSING
                    ? Refusal.badRequest(problem.getMessage())
                    : Refusal.of(problem);
        }
        server.refresh();
        return get(id, fresh ? 201 : 200);
    }

    /** A connector that another server runs may have its route there. */
    private void refuseUnserved(String id, ObjectNode options) {
        String type = options.path("platform").path("type").asText();
        boolean ours = options.path("server").asText("Cloud").equals(server.name());
        if (ours && TYPE.matcher(type).matches() && !server.serves(type)) {
            throw Refusal.invalid(List.of(ConnectorState.unserved(id, type)));
        }
    }

    private Answer delete(Request request, String id) {
        if (request.flag("forget")) {
            server.forget(id, request.version());
        } else {
            server.folder().delete(id, request.version());
            server.refresh();
        }
        return Answer.nothing();
    }

    private Answer activate(Request request, String id) {
        ObjectNode flags = request.flags(Set.of("active"));
        if (!flags.has("active")) {
            throw Refusal.badRequest("The body has no key active. Send {\"active\": true} or false.");
        }
        server.folder().activate(id, flags.get("active").asBoolean(), request.version());
        server.refresh();
        return get(id, 200);
    }

    private Answer check(String id) {
        server.refresh();
        ConnectorState state = state(id);
        List<Finding> findings = new ArrayList<>();
        state.problems()
                .forEach(problem -> findings.add(
                        new Finding(id, Finding.Level.valueOf(problem.severity().name()), "file", problem.toString())));
        state.connector().ifPresent(connector -> {
            try {
                server.mappings()
                        .find(connector.mapping())
                        .ifPresentOrElse(
                                mapping -> findings.addAll(server.check(connector, mapping)),
                                () -> findings.add(new Finding(
                                        id,
                                        Finding.Level.ERROR,
                                        "file",
                                        "mapping: there is no file " + connector.mapping() + ".")));
            } catch (MappingException wrong) {
                wrong.problems()
                        .forEach(problem ->
                                findings.add(new Finding(id, Finding.Level.ERROR, "file", problem.toString())));
            }
        });
        return Answer.json(200, Json.list(findings));
    }

    private Answer mapping(String id) {
        Connector connector = valid(id);
        try {
            Mapping mapping = server.mappings()
                    .find(connector.mapping())
                    .orElseThrow(() -> Refusal.conflict("There is no mapping " + connector.mapping() + "."));
            return Answer.text("text/csv; charset=utf-8", mapping.csv())
                    .with("Content-Disposition", "attachment; filename=\"" + mapping.name() + '"');
        } catch (MappingException wrong) {
            throw Refusal.conflict(
                    "The mapping " + connector.mapping() + " is wrong.",
                    wrong.problems().stream().map(ConnectorState::problem).toList());
        }
    }

    private Answer erase(Request request, String salesforceId) {
        return Answer.json(200, server.erase(userId(salesforceId), request.flag("force")));
    }

    private static String userId(String typed) {
        return UserLookup.id(typed)
                .orElseThrow(() -> Refusal.badRequest(
                        "That is not the Id of a user: 15 or 18 letters and digits, the first three 005."));
    }

    private Answer user(String id, String salesforceId) {
        Connector connector = valid(id);
        String user = userId(salesforceId);
        try {
            return Answer.json(200, Json.user(server.explain(connector, user)));
        } catch (RunFailure refused) {
            throw Refusal.orgFailed(refused.getMessage());
        }
    }

    private ConnectorState state(String id) {
        return server.state(id).orElseThrow(() -> unknown(id));
    }

    private Connector valid(String id) {
        return valid(id, server);
    }

    /** The connector in force. */
    static Connector valid(String id, ConnectorServer server) {
        ConnectorState state = server.state(id).orElseThrow(() -> unknown(id));
        return state.connector()
                .orElseThrow(() -> Refusal.conflict("The connector's file is wrong.", state.problems()));
    }

    static Refusal unknown(String id) {
        return Refusal.notFound(
                id.matches("[a-z0-9-]{1,100}") ? "There is no connector " + id + "." : "There is no such connector.");
    }
}
