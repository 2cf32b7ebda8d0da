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
 */
public record Schedule(
        Repeats repeats, LocalTime startTime, Set<DayOfWeek> days, OptionalInt dayOfMonth, ZoneId timeZone) {

    /** Whether it never runs by itself. */
    public boolean manual() {
        return repeats == Repeats.Calendar.MANUAL;
    }

    /**
     * Quartz cron expressions that together fire exactly when the schedule says, never two at once; empty for manual.
     * They count on the clock of {@link #timeZone()}. As Quartz has it, a time the clock leaves out in spring does not
     * fire that day, and one that comes twice in autumn fires the second time only.
     */
    public List<String> cronExpressions() {
        return QuartzCron.of(this);
    }

    /** The next firing after an instant; empty for manual and for a cron expression that has run out. */
    public Optional<Instant> nextAfter(Instant instant) {
        return QuartzCron.nextAfter(cronExpressions(), timeZone, instant);
    }

    @Override
    public String toString() {
        return manual() ? repeats.toString() : repeats + " from " + startTime + " " + timeZone;
    }
}
