package io.connectors.salesforce.observe;

import io.connectors.salesforce.server.ConnectorServer;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Not ready while the database does not answer; a restart would not bring it back, so it says nothing of being alive. */
final class DatabaseCheck extends AbstractHealthCheck {
    private final ConnectorServer server;

    DatabaseCheck(ConnectorServer server) {
        super("connector", "database");
        this.server = server;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (server.ready()) {
            result.up();
        } else {
            result.message("The database does not answer. Check it, and database.url.")
                    .down();
        }
    }
}
