package io.connectors.salesforce.config;

import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.quartz.CronExpression;

/** A schedule in Quartz' words. */
final class QuartzCron {
    private static final int HOURS_A_DAY = 24;

    private QuartzCron() {}

    static List<String> of(Schedule schedule) {
        LocalTime start = schedule.startTime();
        String time = "0 " + start.getMinute() + " " + start.getHour() + " ";
        if (schedule.repeats() instanceof Repeats.Cron cron) {
            return List.of(cron.expression());
        }
        if (schedule.repeats() instanceof Repeats.Every every) {
            return every(start, every.step());
        }
        return switch ((Repeats.Calendar) schedule.repeats()) {
            case DAILY -> List.of(time + "* * ?");
            case WEEKLY -> List.of(time + "? * " + names(schedule.days()));
            case MONTHLY -> monthly(time, schedule.dayOfMonth().orElseThrow());
            case MANUAL -> List.of();
        };
    }

    static Optional<Instant> nextAfter(List<String> crons, ZoneId zone, Instant instant) {
        return crons.stream()
                .map(cron -> parsed(cron, zone).getNextValidTimeAfter(Date.from(instant)))
                .filter(Objects::nonNull)
                .map(Date::toInstant)
                .min(Instant::compareTo);
    }

    private static String names(Set<DayOfWeek> days) {
        return days.stream().sorted().map(day -> day.name().substring(0, 3)).collect(Collectors.joining(","));
    }

    /** {@code L} is every month's last day, so a day that only some months lack needs a cron for those. */
    private static List<String> monthly(String time, int day) {
        if (day == 31) {
            return List.of(time + "L * ?");
        }
        return day <= 28 ? List.of(time + day + " * ?") : List.of(time + day + " 1,3-12 ?", time + "L 2 ?");
    }

    /** The clock times of one round, from start to just before it; one cron for all hours that share their minutes. */
    private static List<String> every(LocalTime start, Duration step) {
        Map<Integer, SortedSet<Integer>> minutesByHour = new TreeMap<>();
        for (Duration past = Duration.ZERO; past.compareTo(Duration.ofDays(1)) < 0; past = past.plus(step)) {
            LocalTime time = start.plus(past);
            minutesByHour
                    .computeIfAbsent(time.getHour(), hour -> new TreeSet<>())
                    .add(time.getMinute());
        }
        Map<SortedSet<Integer>, SortedSet<Integer>> hoursByMinutes = new LinkedHashMap<>();
        minutesByHour.forEach((hour, minutes) ->
                hoursByMinutes.computeIfAbsent(minutes, same -> new TreeSet<>()).add(hour));
        return hoursByMinutes.entrySet().stream()
                .map(same -> "0 " + list(same.getKey()) + " "
                        + (same.getValue().size() == HOURS_A_DAY ? "*" : list(same.getValue())) + " * * ?")
                .toList();
    }

    private static String list(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static CronExpression parsed(String cron, ZoneId zone) {
        try {
            CronExpression expression = new CronExpression(cron);
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            return expression;
        } catch (ParseException impossible) {
            throw new IllegalArgumentException("not a Quartz cron: " + cron, impossible);
        }
    }
}
