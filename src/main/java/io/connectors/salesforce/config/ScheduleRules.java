package io.connectors.salesforce.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the schema cannot say about a schedule. */
final class ScheduleRules {
    static final String ALLOWED = "Allowed: hourly, daily, weekly, monthly, manual, every 6h, every 15m,"
            + " or a Quartz cron of six or seven fields such as 0 0 2 ? * MON-FRI.";
    private static final List<String> WORDS = List.of("hourly", "daily", "weekly", "monthly", "manual");
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private ScheduleRules() {}

    static void check(Section schedule) {
        schedule.text("timeZone").ifPresent(zone -> {
            Set<String> zones = ZoneId.getAvailableZoneIds();
            if (!zones.contains(zone)) {
                schedule.wrong(
                        "timeZone",
                        "is not a time zone. Write an IANA name such as Europe/Berlin."
                                + Nearest.question(zone, zones));
            }
        });
        schedule.text("repeats").ifPresent(text -> {
            try {
                repeats(schedule, Repeats.of(text));
            } catch (IllegalArgumentException wrong) {
                boolean quotable = !schedule.problems().fromPlaceholder("schedule.repeats");
                schedule.wrong(
                        "repeats",
                        "does not fit. " + (quotable ? wrong.getMessage() : ALLOWED) + Nearest.question(text, WORDS));
            }
        });
    }

    private static void repeats(Section schedule, Repeats repeats) {
        String here = "repeats: " + repeats;
        if (repeats != Repeats.Calendar.WEEKLY) {
            schedule.unused("days", here);
        }
        if (repeats != Repeats.Calendar.MONTHLY) {
            schedule.unused("dayOfMonth", here);
        }
        if (repeats == Repeats.Calendar.MANUAL) {
            schedule.unused("startTime", here);
        }
        if (repeats instanceof Repeats.Cron cron) {
            schedule.unused("startTime", "a cron expression");
            cron(schedule, cron);
        }
    }

    /** Only warnings: whether a cron still fires depends on today's date. */
    private static void cron(Section schedule, Repeats.Cron cron) {
        List<String> expression = List.of(cron.expression());
        Optional<Instant> first = QuartzCron.nextAfter(expression, zone(schedule), Instant.now());
        if (first.isEmpty()) {
            schedule.warning("repeats", "never fires again. Write a cron expression that lies in the future.");
            return;
        }
        Optional<Instant> second = QuartzCron.nextAfter(expression, zone(schedule), first.get());
        if (second.isPresent() && Duration.between(first.get(), second.get()).compareTo(SHORTEST) < 0) {
            schedule.warning(
                    "repeats", "fires more than once a minute. The first field of a Quartz cron is the second: 0.");
        }
    }

    private static ZoneId zone(Section schedule) {
        return ConnectorReading.zone(schedule.text("timeZone"));
    }
}
