package io.connectors.salesforce.run;

import io.connectors.salesforce.config.Causes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases on connectors, on the database's clock. The epoch grows with every claim; a lease held here is renewed three times
 * in its life until it is released.
 */
final class Leases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private static final String DUPLICATE = "23505";

    private final State state;
    private final String owner;
    private final int seconds;
    private volatile boolean givenUp;
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewal;

    Leases(State state, String owner, int seconds) {
        this(state, owner, seconds, Math.max(1, seconds * 1000L / 3), TimeUnit.MILLISECONDS);
    }

    Leases(State state, String owner, int seconds, long period, TimeUnit unit) {
        this.state = state;
        this.owner = owner;
        this.seconds = seconds;
        renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease-renewal");
            thread.setDaemon(true);
            return thread;
        });
        renewal.scheduleWithFixedDelay(this::renew, period, period, unit);
    }

    /**
     * Claims a connector.
     *
     * @param patient whether to wait until a lease nobody renews has ended; one that is renewed or released meanwhile is
     *     refused
     * @return the new epoch, or empty if a live process has the connector
     */
    OptionalLong claim(String connector, boolean patient) {
        create(connector);
        Lease first = read(connector);
        Instant end = Instant.now().plus(Duration.ofSeconds(seconds + 10L));
        for (Lease lease = first; ; lease = read(connector)) {
            boolean untouched = lease.equals(first);
            OptionalLong epoch = lease.free() && untouched ? take(connector) : OptionalLong.empty();
            if (epoch.isPresent()) {
                held.put(connector, epoch.getAsLong());
                return epoch;
            }
            boolean alive = !untouched || held.containsKey(connector);
            if (!patient || alive || givenUp || Instant.now().isAfter(end)) {
                return OptionalLong.empty();
            }
            pause();
        }
    }

    /** Waits for no lease any more. */
    void giveUp() {
        givenUp = true;
    }

    /** Whether somebody holds a lease that has not ended. */
    boolean claimed(String connector) {
        return state.read(handle -> state.query(handle, "lease-read")
                        .bind("connector", connector)
                        .map((row, context) -> !row.getBoolean("free"))
                        .findOne())
                .orElse(false);
    }

    private void create(String connector) {
        try {
            state.write(handle -> state.update(handle, "lease-create")
                    .bind("connector", connector)
                    .execute());
        } catch (UnableToExecuteStatementException failed) {
            // a connector's very first claims may both find none, and one of them is the first to create it
            if (!(failed.getCause() instanceof SQLException sql && DUPLICATE.equals(sql.getSQLState()))) {
                throw failed;
            }
        }
    }

    /** The epoch is read under the claim's own lock: a moment later it might be another process's. */
    private OptionalLong take(String connector) {
        return state.write(handle -> {
            int rows = state.update(handle, "lease-claim")
                    .bind("owner", owner)
                    .bind("seconds", seconds)
                    .bind("connector", connector)
                    .execute();
            return rows == 1 ? OptionalLong.of(read(handle, connector).epoch()) : OptionalLong.empty();
        });
    }

    private Lease read(String connector) {
        return state.read(handle -> read(handle, connector));
    }

    private Lease read(Handle handle, String connector) {
        return state.query(handle, "lease-read")
                .bind("connector", connector)
                .map((row, context) -> new Lease(
                        row.getLong("epoch"), row.getObject("expires_at").toString(), row.getBoolean("free")))
                .one();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RunCancelled();
        }
    }

    /** Never at once with a release: a renewal that arrived after it would keep the connector from its next run. */
    private synchronized void renew() {
        held.forEach((connector, epoch) -> {
            try {
                int rows = state.write(handle -> state.update(handle, "lease-renew")
                        .bind("seconds", seconds)
                        .bind("connector", connector)
                        .bind("epoch", epoch)
                        .execute());
                if (rows == 0) {
                    held.remove(connector, epoch);
                }
            } catch (RuntimeException unreachable) {
                LOG.warn(
                        "The lease of connector {} could not be renewed: {}. It is tried again; a lease that ends after {} s"
                                + " lets another process take the connector over. Check the database.",
                        connector,
                        cause(unreachable),
                        seconds);
                LOG.debug("Cause", unreachable);
            }
        });
    }

    private static String cause(RuntimeException unreachable) {
        return Causes.of(unreachable).stream()
                .filter(SQLException.class::isInstance)
                .findFirst()
                .map(refused ->
                        "the database did not take it (SQLSTATE " + ((SQLException) refused).getSQLState() + ")")
                .orElse("the database could not be used");
    }

    /** Renews a lease no more; it ends by itself. */
    synchronized void forget(String connector, long epoch) {
        held.remove(connector, epoch);
    }

    synchronized void release(String connector, long epoch) {
        held.remove(connector, epoch);
        state.write(handle -> state.update(handle, "lease-release")
                .bind("connector", connector)
                .bind("epoch", epoch)
                .execute());
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }

    /** @param expires the database's own text of the moment, to be compared only */
    private record Lease(long epoch, String expires, boolean free) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Lease lease && epoch == lease.epoch && expires.equals(lease.expires);
        }

        @Override
        public int hashCode() {
            return expires.hashCode();
        }
    }
}
