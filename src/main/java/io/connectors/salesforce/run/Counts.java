package io.connectors.salesforce.run;

/**
 * The users of a run by what became of them: read = unchanged + created + updated + rejected + pending, always.
 *
 * @param read users selected
 * @param deleted in a preview and in a hold: to be deleted
 * @param pending planned upserts without an acknowledgement; while users are read, those about whom nothing is decided yet
 * @param missing users of the snapshot not seen and not yet removed
 */
public record Counts(
        long read,
        long unchanged,
        long created,
        long updated,
        long deleted,
        long rejected,
        long pending,
        long missing) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** The same with other users missing. */
    Counts missing(long users) {
        return new Counts(read, unchanged, created, updated, deleted, rejected, pending, users);
    }

    /** For the log. */
    String words() {
        return created + " to create, " + updated + " to update, " + deleted + " to delete; " + unchanged + " of "
                + read + " unchanged, " + rejected + " rejected, " + missing + " missing";
    }

    /** Of a run that has ended, for the log. */
    String results() {
        return created + " created, " + updated + " updated, " + deleted + " deleted; " + unchanged + " of " + read
                + " unchanged, " + rejected + " rejected, " + pending + " pending, " + missing + " missing";
    }

    /** The same plan where nobody knows any more what of it was acknowledged. */
    Counts unconfirmed() {
        return new Counts(read, unchanged, 0, 0, 0, rejected, pending + created + updated, missing + deleted);
    }
}
