package io.connectors.salesforce.observe;

import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.ConnectorState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells which connectors need somebody. It is always up: a pod that is restarted because Salesforce is down, or a plan is held,
 * helps nobody.
 */
final class ConnectorsCheck extends AbstractHealthCheck {
    private final ConnectorServer server;

    ConnectorsCheck(ConnectorServer server) {
        super("connector", "connectors");
        this.server = server;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.up();
        if (!server.ready()) {
            result.message("unknown, as the database does not answer");
            return;
        }
        List<ConnectorState> degraded =
                server.states().stream().filter(each -> each.health().needy()).toList();
        degraded.forEach(each -> result.detail(each.id(), each.health().toString()));
        result.message(
                degraded.isEmpty()
                        ? "ok"
                        : "degraded: "
                                + degraded.stream()
                                        .map(each -> each.id() + " is " + each.health())
                                        .collect(Collectors.joining(", ")));
    }
}
