package io.connectors.salesforce.simulator.org;

/** Numbers out of a seed: the same for the same seed, row and purpose, without keeping any. */
final class Mix {
    private Mix() {}

    /** A number from 0 to below the bound. */
    static int pick(long seed, int row, int purpose, int bound) {
        long bits = seed + row * 0x9E3779B97F4A7C15L + purpose * 0xD1B54A32D192ED03L;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return (int) Math.floorMod(bits ^ (bits >>> 31), (long) bound);
    }
}
