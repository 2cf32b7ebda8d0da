package io.connectors.salesforce.simulator.org;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The API versions the org speaks; one a release, three releases a year. */
final class Versions {
    static final int OLDEST = 31;
    static final int NEWEST = 67;
    private static final List<String> SEASONS = List.of("Winter", "Spring", "Summer");
    /** Winter '15. */
    private static final int FIRST_OF_2015 = 32;

    private Versions() {}

    static List<Map<String, String>> all() {
        return IntStream.rangeClosed(OLDEST, NEWEST)
                .mapToObj(version -> Map.of(
                        "label", label(version), "url", "/services/data/v" + version + ".0", "version", version + ".0"))
                .toList();
    }

    private static String label(int version) {
        int releases = version - FIRST_OF_2015;
        return SEASONS.get(Math.floorMod(releases, 3)) + " '" + (15 + Math.floorDiv(releases, 3));
    }
}
