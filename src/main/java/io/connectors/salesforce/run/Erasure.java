package io.connectors.salesforce.run;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Removes what is stored about one user, or about one connector. Whoever is erased belongs to no run meanwhile. */
public final class Erasure {
    private final State state;
    private final Leases leases;

    Erasure(State state, Leases leases) {
        this.state = state;
        this.leases = leases;
    }

    /**
     * Removes everything stored about a user.
     *
     * @param id of 18 characters
     * @param force also if a platform has them
     * @throws RunFailure if a platform has them, or a connector that has rows about them is running
     */
    public Erased user(String id, boolean force) {
        Map<String, Long> claims = new TreeMap<>();
        try {
            for (String connector : connectors("user-connectors", id)) {
                claims.put(connector, claim(connector, "Nothing was erased"));
            }
            return state.write(handle -> {
                List<String> there = connectors(handle, "user-there", id);
                if (!there.isEmpty() && !force) {
                    throw stillThere(id, there);
                }
                update(handle, "user-unplan", id);
                return new Erased(
                        id,
                        update(handle, "user-drop-snapshot", id),
                        update(handle, "user-drop-rejection", id),
                        update(handle, "user-drop-changes", id),
                        update(handle, "user-drop-staged", id),
                        update(handle, "user-drop-frozen", id));
            });
        } finally {
            claims.forEach(leases::release);
        }
    }

    private static RunFailure stillThere(String id, List<String> connectors) {
        return new RunFailure("Nothing was erased: user " + id + " is still on the platform of connector "
                + String.join(", ", connectors)
                + ", or may be. Once erased, no run would remove them there. Let a run remove them"
                + " first (deactivate the user or change the selection), or force it and remove them from the platform by"
                + " hand.");
    }

    private List<String> connectors(String statement, String id) {
        return state.read(handle -> connectors(handle, statement, id));
    }

    private List<String> connectors(Handle handle, String statement, String id) {
        return state.query(handle, statement).bind("id", id).mapTo(String.class).list();
    }

    private int update(Handle handle, String statement, String id) {
        return state.update(handle, statement).bind("id", id).execute();
    }

    private long claim(String connector, String refusal) {
        OptionalLong epoch = leases.claim(connector, false);
        return epoch.orElseThrow(() -> new RunFailure(
                refusal + ": a run of connector " + connector + " is in progress. Wait for its end, or cancel it."));
    }

    /** Whether anything is stored about a connector. */
    public boolean knows(String connector) {
        return state.read(handle -> state.query(handle, "connector-known")
                .bind("connector", connector)
                .mapTo(String.class)
                .findFirst()
                .isPresent());
    }

    /**
     * Removes everything stored about a connector, a few rows at a time.
     *
     * @param first done before, and only if no run of the connector is in progress
     * @throws RunFailure if one is
     */
    public void connector(String connector, Runnable first) {
        boolean known = knows(connector);
        long epoch = known ? claim(connector, "Nothing was removed") : 0;
        try {
            first.run();
            new Shredder(state, () -> true).connector(connector);
            if (known) {
                state.write(handle -> state.update(handle, "lease-drop")
                        .bind("connector", connector)
                        .execute());
            }
        } finally {
            leases.release(connector, epoch);
        }
    }
}
