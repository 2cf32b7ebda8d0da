package io.connectors.salesforce.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/** Moments as Salesforce writes them: {@code +0000} over REST, {@code Z} in Bulk, and plain dates. */
final class Dates {
    private static final DateTimeFormatter IN = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    private static final String SHAPE = "9999-99-99T99:99:99.999+0000";
    private static final DateTimeFormatter OUT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private Dates() {}

    /** @throws Refused if it is none of them */
    static String utc(String text) {
        return plain(text) ? text.substring(0, 23) + 'Z' : parsed(text);
    }

    /** Whether it is what REST sends for nearly every moment: UTC with milliseconds, on a day every month has. */
    private static boolean plain(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char found = text.charAt(i);
            if (wanted == '9' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return within(text, 5, 1, 12)
                && within(text, 8, 1, 28)
                && within(text, 11, 0, 23)
                && within(text, 14, 0, 59)
                && within(text, 17, 0, 59);
    }

    private static boolean within(String text, int at, int least, int most) {
        int number = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
        return number >= least && number <= most;
    }

    private static String parsed(String text) {
        try {
            TemporalAccessor moment = IN.parseBest(Values.strip(text), OffsetDateTime::from, LocalDate::from);
            OffsetDateTime utc = moment instanceof OffsetDateTime exact
                    ? exact.withOffsetSameInstant(ZoneOffset.UTC)
                    : LocalDate.from(moment).atStartOfDay().atOffset(ZoneOffset.UTC);
            return OUT.format(utc);
        } catch (DateTimeException wrong) {
            throw new Refused(
                    "date",
                    "the value is not a date; allowed are 2026-05-20, 2026-05-20T20:49:32Z and offsets such as"
                            + " +0000");
        }
    }
}
