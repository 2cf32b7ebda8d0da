package io.connectors.salesforce.run;

import java.util.Locale;

/** How far a run has come, in the order of the contract. */
public enum Stage {
    CLAIM,
    READ,
    SEAL,
    PLAN,
    GUARD,
    APPLY,
    CLOSE;

    /** As it stands in logs and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
