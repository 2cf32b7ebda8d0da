package io.connectors.salesforce.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Lends the state's connections to Quartz, which finds them by a name, until closed. The pool stays the state's. */
public final class QuartzConnections implements ConnectionProvider, AutoCloseable {
    private final DataSource pool;
    private final String name = "state " + UUID.randomUUID();

    private QuartzConnections(DataSource pool) {
        this.pool = pool;
    }

    public static QuartzConnections of(State state) {
        QuartzConnections connections = new QuartzConnections(state.dataSource());
        DBConnectionManager.getInstance().addConnectionProvider(connections.name, connections);
        return connections;
    }

    /** What Quartz calls this data source. */
    public String name() {
        return name;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void initialize() {
        // the state has opened the pool
    }

    @Override
    public void shutdown() {
        // the state closes the pool
    }

    @Override
    public void close() {
        DBConnectionManager.getInstance().addConnectionProvider(name, null);
    }
}
