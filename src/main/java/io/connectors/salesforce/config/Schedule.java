package io.connectors.salesforce.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * When a connector runs by itself.
 *
 * @param startTime whole minutes
 * @param days one at least where it repeats weekly; otherwise unused
 * @param dayOfMonth 1 to 31, present where it repeats monthly; otherwise unused
 * @param second of the minute at which it fires; a cron expression says its own
 */
public record Schedule(
        Repeats repeats,
        LocalTime startTime,
        Set<DayOfWeek> days,
        OptionalInt dayOfMonth,
        ZoneId timeZone,
        int second) {
    private static final int SPREAD_SECONDS = 10;

    /** The second of a connector, the same for ever: those that start in one minute do not all fire at once. */
    static int secondOf(String connector) {
        return Math.floorMod(connector.hashCode(), SPREAD_SECONDS);
    }

    /** Whether it never runs by itself. */
    public boolean manual() {
        return repeats == Repeats.Calendar.MANUAL;
    }

    /**
     * Quartz cron expressions that together fire when the schedule says, never two at once; empty for manual. They count
     * on the clock of {@link #timeZone()}. A time that comes twice in autumn fires the second time only; one the clock
     * leaves out in spring does not fire, see {@link #movedFirings}.
     */
    public List<String> cronExpressions() {
        return QuartzCron.of(this);
    }

    /**
     * The firings that fall into the hour the clock leaves out in spring, moved by as much as the clock is; what {@link
     * #cronExpressions()} lack. One that falls on another firing then counts once. A cron expression says its own times and
     * lacks none.
     *
     * @param after exclusive
     * @param until inclusive
     */
    public List<Instant> movedFirings(Instant after, Instant until) {
        return QuartzCron.movedFirings(this, after, until);
    }

    /** The next firing after an instant; empty for manual and for a cron expression that has run out. */
    public Optional<Instant> nextAfter(Instant instant) {
        Optional<Instant> next = QuartzCron.nextAfter(cronExpressions(), timeZone, instant);
        return next.flatMap(end -> movedFirings(instant, end).stream().findFirst())
                .or(() -> next);
    }

    @Override
    public String toString() {
        return manual() ? repeats.toString() : repeats + " from " + startTime + " " + timeZone;
    }
}
