package io.connectors.salesforce.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word somebody probably meant. */
public final class Nearest {
    private static final int MOST_SLIPS = 3;

    private Nearest() {}

    /** The known word with the fewest slips of the pen, if there are few enough to be slips. */
    public static Optional<String> to(String word, Collection<String> known) {
        int allowed = Math.min(MOST_SLIPS, Math.max(1, word.length() / 3));
        return known.stream()
                .filter(candidate -> slips(word, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> slips(word, candidate)));
    }

    /** As a sentence with a leading space, or nothing. */
    static String question(String word, Collection<String> known) {
        return to(word, known).map(meant -> " Did you mean " + meant + "?").orElse("");
    }

    /** Letters that are wrong, missing, too many or swapped with the next one; case does not count. */
    private static int slips(String written, String meant) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = meant.toLowerCase(Locale.ROOT);
        int[][] slips = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : slips(slips, from, to, i, j);
            }
        }
        return slips[from.length()][to.length()];
    }

    private static int slips(int[][] slips, String from, String to, int i, int j) {
        int replaced = slips[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
    }
}
