package io.connectors.salesforce.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Requests without the right token: how many there were, for a line of the log a minute, and how long whoever guesses waits for an answer.
 * Who has the right token never waits.
 */
final class RefusedTokens {
    static final long LINE_EVERY_MS = 60_000;
    private static final int FREE = 10;
    private static final double FORGIVEN_PER_SECOND = 5;
    private static final long STEP_MS = 100;
    private static final long LONGEST_MS = 2_000;
    /** Answers held back at a time; more of them would take the connections others need. */
    private static final int MOST_WAITING = 100;

    private static final int MOST_ADDRESSES = 10_000;

    private final Map<String, Guesses> guesses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private int waiting;
    private long refused;
    private String lastAddress = "";
    private OptionalLong lastLine = OptionalLong.empty();

    /** Wrong tokens of one address: how many are not forgiven yet, and when that was so. */
    private record Guesses(double open, long at) {
        Guesses another(long now) {
            return new Guesses(Math.max(0, open - (now - at) / 1000.0 * FORGIVEN_PER_SECOND) + 1, now);
        }
    }

    /** Counts a refused request. */
    synchronized void count(String address) {
        refused++;
        lastAddress = address;
    }

    /**
     * How long the answer to a wrong token waits, in milliseconds; ends with {@link #answered} if it is not 0.
     *
     * @param now milliseconds of a clock that only goes forward
     */
    synchronized long delay(String address, long now) {
        Guesses all = guesses.compute(
                network(address), (key, before) -> (before == null ? new Guesses(0, now) : before).another(now));
        long delay = Math.min(LONGEST_MS, Math.round((all.open() - FREE) * STEP_MS));
        if (delay <= 0 || waiting >= MOST_WAITING) {
            return 0;
        }
        waiting++;
        return delay;
    }

    /** An answer that waited has gone. */
    synchronized void answered() {
        waiting--;
    }

    /** A line for the log, if there is one to write and the last is a minute old. */
    synchronized Optional<String> line(long now) {
        boolean due = lastLine.isEmpty() || now - lastLine.getAsLong() >= LINE_EVERY_MS;
        if (refused == 0 || !due) {
            return Optional.empty();
        }
        String line = "Refused " + refused + (refused == 1 ? " request" : " requests")
                + " to the console with a wrong token or none, the last from " + lastAddress;
        refused = 0;
        lastLine = OptionalLong.of(now);
        return Optional.of(line);
    }

    /** Whoever has an IPv6 address has the whole network behind its first half. */
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length < 8
                ? address.replaceFirst("::.*", "::")
                : String.join(":", List.of(groups).subList(0, 4));
    }
}
