package io.connectors.salesforce.run;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Ids of runs: the UTC moment and 32 random bits, so that they sort by time and can be read out on the phone. */
final class RunIds {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    static String next(Clock clock) {
        return MOMENT.format(clock.instant()) + "-" + HexFormat.of().toHexDigits(RANDOM.nextInt());
    }
}
