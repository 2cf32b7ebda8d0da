package io.connectors.salesforce.reliability;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories: whatever happened, the promises hold after each step, and the platform converges in the end. {@code
 * -Dmodel.from=K -Dmodel.seeds=N} plays others.
 */
class ModelTest {

    static LongStream seeds() {
        long from = Long.getLong("model.from", 1);
        return LongStream.range(from, from + Long.getLong("model.seeds", 80));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsEveryPromise(long seed) {
        Simulation.play(seed);
    }

    /** Seeds that once failed: 49, a plan broken off before it was counted. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {49})
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotFallBack(long seed) {
        Simulation.play(seed);
    }
}
