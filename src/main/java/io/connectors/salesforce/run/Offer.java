package io.connectors.salesforce.run;

/** What of a plan goes to the platform at a time, in this order; each begins when all of the one before has its answer. */
enum Offer {
    /** First, so that a name a leaver gives up is free. */
    DELETIONS(true, false),
    CHANGES(false, false),
    /** In the end once more whom the platform refused, if another operation succeeded meanwhile. */
    DELETIONS_AGAIN(true, true),
    CHANGES_AGAIN(false, true);

    private final boolean deletions;
    private final boolean again;

    Offer(boolean deletions, boolean again) {
        this.deletions = deletions;
        this.again = again;
    }

    /** Deletions, or creations and updates. */
    boolean deletions() {
        return deletions;
    }

    /** Whether its users were refused in this run before. */
    boolean again() {
        return again;
    }
}
