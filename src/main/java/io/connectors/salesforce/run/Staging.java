package io.connectors.salesforce.run;

import io.connectors.salesforce.mapping.Document;
import io.connectors.salesforce.mapping.Mapped;
import io.connectors.salesforce.mapping.Rejection;
import io.connectors.salesforce.mapping.SourceUser;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the import of a run until it is compared: the bean {@code staging} of the routes. One statement a page; a document is
 * stored only for a user the snapshot does not know in that form.
 */
public final class Staging {
    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);
    private static final String UNIQUE_VIOLATION = "23505";

    private final State state;

    public Staging(State state) {
        this.state = state;
    }

    /**
     * Stores one page.
     *
     * @param users by Salesforce Id, each mapped or rejected
     * @throws RunFailure if an Id came before in this run
     * @throws RunCancelled if the run is to stop
     */
    public void stage(@ExchangeProperty("run") Run run, @Body Map<String, Mapped> users) {
        run.goOn();
        if (users.isEmpty()) {
            return;
        }
        try {
            state.fenced(run, handle -> store(handle, run, users));
        } catch (JdbiException refused) {
            if (refused.getCause() instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                throw duplicate(refused);
            }
            throw refused;
        }
        run.waits().end();
        run.pulse().beat();
        run.tally().staged(users.size(), (int)
                users.values().stream().filter(Rejection.class::isInstance).count());
    }

    private int store(Handle handle, Run run, Map<String, Mapped> users) {
        int size = users.size();
        String[] ids = users.keySet().toArray(String[]::new);
        byte[][] fingerprints = new byte[size][];
        String[] documents = new String[size];
        String[] codes = new String[size];
        String[] messages = new String[size];
        Map<String, byte[]> known = run.request().resend() ? Map.of() : known(handle, run, ids);
        for (int i = 0; i < size; i++) {
            if (users.get(ids[i]) instanceof Document document) {
                fingerprints[i] = document.fingerprint();
                boolean changed = !Arrays.equals(document.fingerprint(), known.get(ids[i]));
                documents[i] = changed ? document.json() : null;
            } else if (users.get(ids[i]) instanceof Rejection rejection) {
                codes[i] = rejection.code();
                messages[i] = rejection.message();
            }
        }
        return state.update(handle, "staged-insert", run)
                .bindArray("ids", String.class, (Object[]) ids)
                .bind("fingerprints", State.byteArrays(fingerprints))
                .bindArray("documents", String.class, (Object[]) documents)
                .bindArray("codes", String.class, (Object[]) codes)
                .bindArray("messages", String.class, (Object[]) messages)
                .execute();
    }

    private Map<String, byte[]> known(Handle handle, Run run, String[] ids) {
        if (run.scope().users() == 0) {
            return Map.of();
        }
        Map<String, byte[]> known = new HashMap<>();
        state.query(handle, "snapshot-known", run)
                .bindArray("ids", String.class, (Object[]) ids)
                .map((row, context) -> Map.entry(row.getString("id"), row.getBytes("fingerprint")))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    /** Forgets what was staged so far, as the read begins anew. */
    public void restart(@ExchangeProperty("run") Run run) {
        run.goOn();
        LOG.warn("Run {}: Salesforce lost the place in the result; the read begins anew", run.id());
        new Leftovers(state).restart(run);
        run.tally().unstaged();
    }

    /** Notes users who are frozen, to be asked by {@link #frozenAmong}. */
    public void freeze(@ExchangeProperty("run") Run run, @Body List<String> ids) {
        run.goOn();
        if (!ids.isEmpty()) {
            run.foundFrozen();
            state.fenced(
                    run,
                    handle -> state.update(handle, "frozen-insert", run)
                            .bindArray("ids", String.class, ids.toArray())
                            .execute());
        }
    }

    /** Those of a page who are frozen; empty where no frozen users were read. */
    public Set<String> frozenAmong(@ExchangeProperty("run") Run run, @Body List<SourceUser> users) {
        if (!run.hasFrozen()) {
            return Set.of();
        }
        List<String> ids = users.stream().map(SourceUser::id).toList();
        return state.read(handle -> new HashSet<>(state.query(handle, "frozen-among", run)
                .bindArray("ids", String.class, ids.toArray())
                .mapTo(String.class)
                .list()));
    }

    /**
     * The import's part of the seal.
     *
     * @param selected users the source handed over after the filter on frozen ones
     * @throws RunFailure if as many distinct Ids are not here
     */
    public void seal(Run run, Long selected) {
        long staged = state.read(handle ->
                state.query(handle, "staged-count", run).mapTo(long.class).one());
        if (staged != selected) {
            throw new RunFailure("The import is not complete: " + selected + " users were read, " + staged
                    + " arrived in the database. Nothing was sent and nobody is removed; run the connector again.");
        }
    }

    static RunFailure duplicate(Throwable cause) {
        return new RunFailure(
                "Salesforce answered the same user Id twice, so the read is not proved complete. Nothing was sent and nobody is"
                        + " removed; run the connector again.",
                cause);
    }
}
