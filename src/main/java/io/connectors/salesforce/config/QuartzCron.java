package io.connectors.salesforce.config;

import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
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
import java.util.stream.Stream;
import org.quartz.CronExpression;

/** A schedule in Quartz' words. */
final class QuartzCron {
    private static final int HOURS_A_DAY = 24;
    /** Quartz' answer depends on where it starts from: here, as it does, from before the change. */
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private QuartzCron() {}

    static List<String> of(Schedule schedule) {
        LocalTime start = schedule.startTime();
        String time = schedule.second() + " " + start.getMinute() + " " + start.getHour() + " ";
        if (schedule.repeats() instanceof Repeats.Cron cron) {
            return List.of(cron.expression());
        }
        if (schedule.repeats() instanceof Repeats.Every every) {
            return every(schedule.second(), start, every.step());
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

    /** Quartz never fires at a time the clock leaves out, and in some zones not in the rest of that hour either. */
    static List<Instant> movedFirings(Schedule schedule, Instant after, Instant until) {
        List<Instant> moved = new ArrayList<>();
        if (schedule.repeats() instanceof Repeats.Cron) {
            return moved;
        }
        List<String> crons = of(schedule);
        ZoneId zone = schedule.timeZone();
        Instant from = after.minus(Duration.ofDays(1));
        for (ZoneOffsetTransition change : changes(zone, from, until)) {
            LocalDateTime begin = change.getDateTimeBefore();
            LocalDateTime end = change.getDateTimeAfter().plusHours(1);
            Set<Instant> own = new HashSet<>();
            for (String cron : crons) {
                own.addAll(firings(
                        List.of(cron),
                        zone,
                        change.getInstant().minus(HALF_A_DAY),
                        end.atZone(zone).toInstant()));
            }
            // several may be moved to one moment, which counts once
            firings(
                            crons,
                            ZoneOffset.UTC,
                            begin.minusSeconds(1).toInstant(ZoneOffset.UTC),
                            end.toInstant(ZoneOffset.UTC))
                    .stream()
                    .map(instant -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                            .atZone(zone)
                            .toInstant())
                    .filter(instant -> instant.isAfter(after) && !instant.isAfter(until))
                    .filter(own::add)
                    .forEach(moved::add);
        }
        return moved;
    }

    /** What some crons fire, as Quartz goes from one firing to the next; neither end is included. */
    private static List<Instant> firings(List<String> crons, ZoneId zone, Instant after, Instant before) {
        return Stream.iterate(
                        nextAfter(crons, zone, after),
                        next -> next.filter(before::isAfter).isPresent(),
                        next -> nextAfter(crons, zone, next.orElseThrow()))
                .map(Optional::orElseThrow)
                .toList();
    }

    /** The moments a zone's clock is put forward. */
    private static List<ZoneOffsetTransition> changes(ZoneId zone, Instant from, Instant until) {
        return Stream.iterate(
                        zone.getRules().nextTransition(from),
                        change -> change != null && !change.getInstant().isAfter(until),
                        change -> zone.getRules().nextTransition(change.getInstant()))
                .filter(ZoneOffsetTransition::isGap)
                .toList();
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
    private static List<String> every(int second, LocalTime start, Duration step) {
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
                .map(same -> second + " " + list(same.getKey()) + " "
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
