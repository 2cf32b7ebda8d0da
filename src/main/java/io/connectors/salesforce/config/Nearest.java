package io.connectors.salesforce.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word somebody probably meant. */
final class Nearest {
    private static final int MOST_SLIPS = 3;

    private Nearest() {}

    /** The known word with the fewest slips of the pen, if there are few enough to be slips. */
    static Optional<String> to(String word, Collection<String> known) {
        int allowed = Math.min(MOST_SLIPS, Math.max(1, word.length() / 3));
        return known.stream()
                .filter(candidate -> slips(word, candidate) <= allowed)
                .min(Comparator.comparingInt(candidate -> slips(word, candidate)));
    }

    /** As a sentence with a leading space, or nothing. */
    static String question(String word, Collection<String> known) {
        return to(word, known).map(meant -> " Did you mean " + meant + "?").orElse("");
    }

    /** Levenshtein's distance; case does not count. */
    private static int slips(String written, String meant) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = meant.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
