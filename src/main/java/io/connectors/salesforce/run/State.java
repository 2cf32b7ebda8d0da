package io.connectors.salesforce.run;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;

/**
 * The database of a connector server: opened, migrated, and reached by the names of its statements. Two pools, as a plan is
 * streamed in one long read while its acknowledgements are written.
 */
public final class State implements AutoCloseable {
    /** A process that is paused in a transaction, or whose machine is gone, would keep its connector's lease locked. */
    private static final String FREE_LOCKS = "SET idle_in_transaction_session_timeout = '10s'";

    private static final int ANSWER_SECONDS = 5;

    private static final ClasspathSqlLocator STATEMENTS = ClasspathSqlLocator.create();

    private final HikariDataSource writer;
    private final HikariDataSource planReader;
    private final boolean shared;
    private final Runnable atLast;
    private final Jdbi jdbi;

    private State(HikariDataSource writer, HikariDataSource planReader, boolean shared, Runnable atLast) {
        this.shared = shared;
        this.atLast = atLast;
        this.writer = writer;
        this.planReader = planReader;
        jdbi = Jdbi.create(writer);
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.registerArrayType(Integer.class, "integer");
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @throws DatabaseHeld if it is embedded and another process has it
     * @throws RunFailure if it cannot be reached
     */
    public static State open(String url, String username, String password) {
        try {
            return opened(url, username, password);
        } catch (DatabaseHeld held) {
            throw held;
        } catch (RuntimeException failed) {
            throw DatabaseWait.explained(failed, url, username).orElse(failed);
        }
    }

    private static State opened(String url, String username, String password) {
        if (!EmbeddedDatabase.names(url)) {
            // the pool would end a long migration
            return migrated(
                    Flyway.configure().dataSource(url, username, password),
                    pool("state", url, username, password, true),
                    () -> pool("plan", url, username, password, false),
                    true,
                    () -> {});
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.open(url, username, password);
        try {
            HikariDataSource writer = pool("state", embedded.url(), username, password, true);
            State state = migrated(
                    Flyway.configure().dataSource(writer),
                    writer,
                    () -> pool("plan", embedded.url(), username, password, false),
                    false,
                    embedded::close);
            // nobody else can have it open, so whoever held a lease is dead
            state.jdbi.useHandle(
                    handle -> state.update(handle, "lease-release-all").execute());
            return state;
        } catch (RuntimeException failed) {
            embedded.close();
            throw failed;
        }
    }

    /**
     * Opens a database of the surroundings and brings its tables up to date. What hands out its connections stays open at the end.
     *
     * @throws IllegalArgumentException if it is neither a PostgreSQL nor an H2 that takes PostgreSQL's SQL
     */
    public static State open(DataSource database) {
        boolean postgres = postgres(database);
        return migrated(
                Flyway.configure().dataSource(database),
                pool("state", database, postgres, true),
                () -> pool("plan", database, postgres, false),
                postgres,
                () -> {});
    }

    /** Flyway alone would let an older program work on a newer database. */
    private static void migrate(Flyway flyway) {
        MigrationInfo present = flyway.info().current();
        if (present != null && present.getState() == MigrationState.FUTURE_SUCCESS) {
            throw new IllegalStateException(
                    "The database is of a newer version of this program (its tables are of version "
                            + present.getVersion()
                            + "). Nothing was changed; start the newer program, or restore the database as it was"
                            + " before that.");
        }
        flyway.migrate();
    }

    private static State migrated(
            FluentConfiguration migrations,
            HikariDataSource writer,
            Supplier<HikariDataSource> planReader,
            boolean shared,
            Runnable atLast) {
        try {
            migrate(migrations.load());
            return new State(writer, planReader.get(), shared, atLast);
        } catch (RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    private static boolean postgres(DataSource database) {
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            boolean postgres = about.getDatabaseProductName().equals("PostgreSQL");
            if (!postgres && !about.storesLowerCaseIdentifiers()) {
                throw new IllegalArgumentException("The named data source leads to a " + about.getDatabaseProductName()
                        + " that cannot hold the state. Name a PostgreSQL, or an H2 whose URL ends in"
                        + " ;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH.");
            }
            return postgres;
        } catch (SQLException unreachable) {
            throw new IllegalStateException("The named data source gives no connection", unreachable);
        }
    }

    private static HikariDataSource pool(String name, DataSource database, boolean postgres, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        return pool(name, config, postgres, autoCommit);
    }

    private static HikariDataSource pool(
            String name, String url, String username, String password, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(username);
        config.setPassword(password);
        return pool(name, config, url.startsWith("jdbc:postgresql:"), autoCommit);
    }

    private static HikariDataSource pool(String name, HikariConfig config, boolean postgres, boolean autoCommit) {
        config.setPoolName(name);
        config.setAutoCommit(autoCommit);
        if (autoCommit && postgres) {
            config.setConnectionInitSql(FREE_LOCKS);
        }
        config.setConnectionTimeout(10_000);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(16);
        return new HikariDataSource(config);
    }

    /** A pool whose connections do not commit by themselves: PostgreSQL streams a result only within a transaction. */
    public DataSource planReader() {
        return planReader;
    }

    /** Where this process's scheduler and tests may look; writes go through {@link #fenced}. */
    public DataSource dataSource() {
        return writer;
    }

    /** Whether other processes may use the database at the same time. */
    public boolean shared() {
        return shared;
    }

    /** Whether the database can be used now. */
    public boolean answers() {
        try {
            return jdbi.withHandle(handle -> handle.getConnection().isValid(ANSWER_SECONDS));
        } catch (JdbiException | SQLException gone) {
            return false;
        }
    }

    Query query(Handle handle, String statement) {
        return handle.createQuery(text(statement));
    }

    Update update(Handle handle, String statement) {
        return handle.createUpdate(text(statement));
    }

    /** With {@code :run}, {@code :connector}, {@code :epoch} and {@code :scope} bound, as nearly every statement of a run wants. */
    Query query(Handle handle, String statement, Run run) {
        return bind(query(handle, statement), run);
    }

    /** Bound like {@link #query(Handle, String, Run)}. */
    Update update(Handle handle, String statement, Run run) {
        return bind(update(handle, statement), run);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Run run) {
        return statement
                .bind("run", run.id())
                .bind("connector", run.connector().id())
                .bind("epoch", run.epoch())
                .bind("scope", run.scope().id());
    }

    /** An array of {@code bytea}; Jdbi's own would hand PostgreSQL's driver an {@code Object[]}, which it refuses. */
    static Argument byteArrays(byte[][] values) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", values));
    }

    /** One statement that answers rows, on its own. */
    <T> T read(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    /** One transaction that no run guards: claims, decisions, reports. */
    <T> T write(Function<Handle, T> work) {
        return jdbi.inTransaction(work::apply);
    }

    /**
     * One transaction of a run. It starts by locking the run's lease, so nobody can take the connector over before it has
     * committed.
     *
     * @throws LeaseLost if somebody already has; nothing is written then
     */
    <T> T fenced(Run run, Function<Handle, T> work) {
        return jdbi.inTransaction(handle -> {
            boolean ours = query(handle, "lease-fence", run)
                    .mapTo(long.class)
                    .findOne()
                    .isPresent();
            if (!ours) {
                throw new LeaseLost(run.connector().id());
            }
            return work.apply(handle);
        });
    }

    private static String text(String statement) {
        return STATEMENTS.getResource("sql/" + statement + ".sql");
    }

    @Override
    public void close() {
        planReader.close();
        writer.close();
        atLast.run();
    }
}
