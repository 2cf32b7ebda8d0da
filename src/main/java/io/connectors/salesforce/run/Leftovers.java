package io.connectors.salesforce.run;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what runs leave behind, in pieces: each is a short transaction that carries the epoch itself and locks no lease, so that
 * a run may be of any size and its lease is renewed all the while.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int PIECE = 5_000;
    /** Behind every Salesforce Id in any order of letters. */
    private static final String LAST = "zzzzzzzzzzzzzzzzzz";

    private static final List<String> IMPORT = List.of("staged", "frozen");

    private final State state;

    Leftovers(State state) {
        this.state = state;
    }

    /** The import of a run, before it is read anew. */
    void restart(Run run) {
        IMPORT.forEach(table -> inPieces(run, run.id(), table, "piece-delete", () -> true));
    }

    /**
     * The import of a run that ends. What cannot be removed now stays for a later run.
     *
     * @param on whether to go on with the next piece
     */
    void dropImport(Run run, BooleanSupplier on) {
        drop(run, run.id(), on);
    }

    /** The imports that earlier runs of the connector left behind, as their processes died; a held run's stays. */
    void dropOthers(Run run) {
        state.read(handle -> state.query(handle, "runs-staged", run)
                        .mapTo(String.class)
                        .list())
                .forEach(of -> drop(run, of, () -> true));
    }

    private void drop(Run run, String of, BooleanSupplier on) {
        try {
            IMPORT.forEach(table -> inPieces(run, of, table, "piece-delete", on));
        } catch (RuntimeException refused) {
            LOG.warn("The import of run {} could not be removed now; a later run removes it", of);
            LOG.debug("Cause", refused);
        }
    }

    /** The documents in a plan that is not applied any more. */
    void forgetDocuments(Run run, String of) {
        inPieces(run, of, "plan_change", "piece-forget-documents", () -> true);
    }

    private void inPieces(Run run, String of, String table, String statement, BooleanSupplier on) {
        for (String after = ""; !after.equals(LAST) && on.getAsBoolean(); ) {
            String start = after;
            String end = end(of, table, start).orElse(LAST);
            state.write(handle -> state.update(handle, statement, run)
                    .define("table", table)
                    .bind("of", of)
                    .bind("after", start)
                    .bind("end", end)
                    .execute());
            after = end;
        }
    }

    /** The Id that ends a piece; empty for the last. */
    private Optional<String> end(String of, String table, String after) {
        return state.read(handle -> state.query(handle, "piece-end")
                .define("table", table)
                .bind("of", of)
                .bind("after", after)
                .bind("piece", PIECE - 1)
                .mapTo(String.class)
                .findOne());
    }
}
