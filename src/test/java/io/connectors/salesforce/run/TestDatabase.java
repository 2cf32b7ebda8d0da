package io.connectors.salesforce.run;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The two databases every statement has to work on. PostgreSQL is started once a JVM; each test gets a database of its own. */
public enum TestDatabase {
    H2,
    POSTGRESQL;

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    /** The JDBC URL of a new, empty database. */
    public String newUrl() {
        int number = COUNTER.incrementAndGet();
        try {
            if (this == H2) {
                Path folder = Files.createTempDirectory("state");
                return "jdbc:h2:file:" + folder.resolve("state" + number);
            }
            EmbeddedPostgres server = postgres();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE state" + number);
            }
            return server.getJdbcUrl("postgres", "state" + number);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The user of {@link #newUrl()}. */
    public String username() {
        return this == H2 ? "connector" : "postgres";
    }

    /** Lets a database of PostgreSQL be reached or not, and ends the connections there are. */
    public static void reachable(String url, boolean allowed) throws SQLException {
        String database = url.replaceFirst(".*/([a-z0-9]+)\\?.*", "$1");
        try (Connection admin = DriverManager.getConnection(url.replace("/" + database, "/postgres"));
                Statement statement = admin.createStatement()) {
            statement.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS " + allowed);
            if (!allowed) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
            }
        }
    }

    public State open(String url) {
        return State.open(url, username(), "");
    }

    private static synchronized EmbeddedPostgres postgres() throws IOException {
        if (postgres == null) {
            postgres = EmbeddedPostgres.builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::stop));
        }
        return postgres;
    }

    private static void stop() {
        try {
            postgres.close();
        } catch (IOException gone) {
            // it ends with the machine's temporary folder
        }
    }
}
