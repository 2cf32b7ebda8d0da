package io.connectors.salesforce.run;

/**
 * How many rows about a user were removed.
 *
 * @param snapshot from what the platforms have acknowledged
 * @param rejections from what platforms refused
 * @param changes from the plans of runs, messages included
 * @param staged from imports
 * @param frozen from the lists of frozen users
 */
public record Erased(String salesforceId, int snapshot, int rejections, int changes, int staged, int frozen) {
    /** Whether nothing was stored. */
    public boolean nothing() {
        return snapshot + rejections + changes + staged + frozen == 0;
    }
}
