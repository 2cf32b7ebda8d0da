package io.connectors.salesforce.reliability;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As many random histories as asked for. */
class ModelSoak {

    static LongStream seeds() {
        long from = Long.getLong("model.from", 1_000);
        return LongStream.range(from, from + Long.getLong("model.seeds", 2_000));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsEveryPromise(long seed) {
        Simulation.play(seed);
    }
}
