package io.connectors.salesforce.contract;

import org.junit.jupiter.api.Test;

/** As many random kills as asked for. */
class RandomKillSoak {
    private static final int KILLS = Integer.getInteger("model.kills", 200);
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
