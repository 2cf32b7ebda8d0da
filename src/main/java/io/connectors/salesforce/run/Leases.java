package io.connectors.salesforce.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases on connectors, on the database's clock. The epoch grows with every claim; a lease held here is renewed three times
 * in its life until it is released.
 */
final class Leases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final State state;
    private final String owner;
    private final int seconds;
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewal;

    Leases(State state, String owner, int seconds) {
        this.state = state;
        this.owner = owner;
        this.seconds = seconds;
        renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease-renewal");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, seconds * 1000L / 3);
        renewal.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Claims a connector.
     *
     * @param patient whether to wait until a lease nobody renews has ended; a lease that is renewed meanwhile is refused
     * @return the new epoch, or empty if a live process has the connector
     */
    OptionalLong claim(String connector, boolean patient) {
        state.write(handle -> state.update(handle, "lease-create")
                .bind("connector", connector)
                .execute());
        Lease first = read(connector);
        Instant end = Instant.now().plus(Duration.ofSeconds(seconds + 10L));
        for (Lease lease = first; ; lease = read(connector)) {
            if (lease.free() && take(connector)) {
                long epoch = read(connector).epoch();
                held.put(connector, epoch);
                return OptionalLong.of(epoch);
            }
            boolean alive = !lease.equals(first) || lease.owner().equals(owner);
            if (!patient || alive || Instant.now().isAfter(end)) {
                return OptionalLong.empty();
            }
            pause();
        }
    }

    private boolean take(String connector) {
        return state.write(handle -> state.update(handle, "lease-claim")
                        .bind("owner", owner)
                        .bind("seconds", seconds)
                        .bind("connector", connector)
                        .execute())
                == 1;
    }

    private Lease read(String connector) {
        return state.read(handle -> state.query(handle, "lease-read")
                .bind("connector", connector)
                .map((row, context) -> new Lease(
                        row.getLong("epoch"),
                        row.getString("owner"),
                        row.getObject("expires_at").toString(),
                        row.getBoolean("free")))
                .one());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RunCancelled();
        }
    }

    private void renew() {
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
                LOG.warn("The lease of connector {} could not be renewed: {}", connector, unreachable.toString());
            }
        });
    }

    void release(String connector, long epoch) {
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
    private record Lease(long epoch, String owner, String expires, boolean free) {
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
