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

    private static final DateTimeFormatter OUT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private Dates() {}

    /** @throws Refused if it is none of them */
    static String utc(String text) {
        try {
            TemporalAccessor moment = IN.parseBest(text.strip(), OffsetDateTime::from, LocalDate::from);
            OffsetDateTime utc = moment instanceof OffsetDateTime exact
                    ? exact.withOffsetSameInstant(ZoneOffset.UTC)
                    : LocalDate.from(moment).atStartOfDay().atOffset(ZoneOffset.UTC);
            return OUT.format(utc);
        } catch (DateTimeException wrong) {
            throw new Refused(
                    "date",
                    "the value is no date; allowed are 2026-05-20, 2026-05-20T20:49:32Z and offsets such as"
                            + " +0000");
        }
    }
}
