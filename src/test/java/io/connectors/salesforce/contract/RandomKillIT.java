package io.connectors.salesforce.contract;

import org.junit.jupiter.api.Test;

/** Section 6, 6: {@code kill -9} at random moments, and the next run converges. */
class RandomKillIT {
    private static final int KILLS = Integer.getInteger("model.kills", 10);
    private static final long SEED = Long.getLong("model.from", 1);

    @Test
    void convergesAfterEachKill() throws Exception {
        try (Kills kills = new Kills(SEED)) {
            for (int i = 0; i < KILLS; i++) {
                kills.once();
            }
        }
    }
}
