package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

    @ParameterizedTest
    @CsvSource({
        "hourly, 60, 02:00",
        "hourly, 60, 00:15",
        "every 15m, 15, 02:10",
        "every 7m, 7, 02:00",
        "every 50m, 50, 23:59",
        "every 1m, 1, 12:00",
        "every 6h, 360, 02:00",
        "every 5h, 300, 20:30",
        "every 7h, 420, 02:00",
        "every 90m, 90, 00:00",
        "every 24h, 1440, 02:30",
        "every 1440m, 1440, 02:30",
    })
    void repeatsFromStartTimeAndRestartsThereEachDay(String repeats, int step, LocalTime start) {
        Set<LocalDateTime> expected = new TreeSet<>();
        LocalDate first = NEW_YEAR.minusDays(1); // its round reaches into the new year
        for (LocalDate day = first; day.isBefore(NEW_YEAR.plusDays(8)); day = day.plusDays(1)) {
            for (int past = 0; past < 1440; past += step) {
                expected.add(day.atTime(start).plusMinutes(past));
            }
        }
        expected.removeIf(time -> time.isBefore(NEW_YEAR.atStartOfDay())
                || !time.isBefore(NEW_YEAR.plusDays(7).atStartOfDay()));

        assertThat(firings(schedule(repeats, start), NEW_YEAR, NEW_YEAR.plusDays(7)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void firesDailyAllYear() {
        List<LocalDateTime> firings = firings(schedule("daily", LocalTime.of(2, 0)), NEW_YEAR, NEW_YEAR.plusYears(1));

        assertThat(firings).hasSize(365).allMatch(time -> time.toLocalTime().equals(LocalTime.of(2, 0)));
    }

    @Test
    void firesWeeklyOnTheDaysOnly() {
        Schedule weekends = new Schedule(
                Repeats.of("weekly"),
                LocalTime.of(22, 45),
                EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY),
                OptionalInt.empty(),
                ZoneOffset.UTC);

        assertThat(weekends.cronExpressions()).containsExactly("0 45 22 ? * SAT,SUN");
        assertThat(firings(weekends, NEW_YEAR, NEW_YEAR.plusYears(1)))
                .hasSize(104)
                .allMatch(time -> time.getDayOfWeek().getValue() >= 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 28, 29, 30, 31})
    void firesMonthlyOnTheDayOrTheMonthsLast(int day) {
        Schedule monthly =
                new Schedule(Repeats.of("monthly"), LocalTime.of(2, 0), Set.of(), OptionalInt.of(day), ZoneOffset.UTC);
        List<LocalDateTime> expected = new ArrayList<>();
        for (LocalDate month = NEW_YEAR; month.getYear() < 2029; month = month.plusMonths(1)) { // 2028 is a leap year
            expected.add(
                    month.withDayOfMonth(Math.min(day, month.lengthOfMonth())).atTime(2, 0));
        }

        assertThat(firings(monthly, NEW_YEAR, LocalDate.of(2029, 1, 1))).containsExactlyElementsOf(expected);
    }

    @Test
    void handsACronOnAsItIs() {
        Schedule cron = schedule("0 0 2 ? * MON-FRI", LocalTime.MIDNIGHT);

        assertThat(cron.cronExpressions()).containsExactly("0 0 2 ? * MON-FRI");
        assertThat(cron.nextAfter(Instant.parse("2027-01-01T02:00:00Z")))
                .contains(Instant.parse("2027-01-04T02:00:00Z"));
    }

    @Test
    void neverFiresByItselfWhereManual() {
        Schedule manual = schedule("manual", LocalTime.MIDNIGHT);

        assertThat(manual.manual()).isTrue();
        assertThat(manual.cronExpressions()).isEmpty();
        assertThat(manual.nextAfter(Instant.now())).isEmpty();
    }

    @Test
    void hasNoNextFiringAfterACronHasRunOut() {
        assertThat(schedule("0 0 2 1 1 ? 2020", LocalTime.MIDNIGHT).nextAfter(Instant.parse("2027-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void leavesOutTheTimeTheClockSkipsInSpring() {
        assertThat(berlin("daily", "02:30", "2027-03-27T12:00:00Z", 1)).containsExactly("2027-03-29T02:30+02:00");
        assertThat(berlin("daily", "03:00", "2027-03-27T12:00:00Z", 1)).containsExactly("2027-03-28T03:00+02:00");
        assertThat(berlin("hourly", "00:00", "2027-03-28T00:30:00Z", 2))
                .containsExactly("2027-03-28T03:00+02:00", "2027-03-28T04:00+02:00");
    }

    @Test
    void firesOnceInTheHourThatComesTwiceInAutumn() {
        assertThat(berlin("daily", "02:30", "2027-10-30T12:00:00Z", 2))
                .containsExactly("2027-10-31T02:30+01:00", "2027-11-01T02:30+01:00");
        assertThat(berlin("every 30m", "00:00", "2027-10-30T23:00:00Z", 4))
                .containsExactly(
                        "2027-10-31T01:30+02:00",
                        "2027-10-31T02:00+01:00",
                        "2027-10-31T02:30+01:00",
                        "2027-10-31T03:00+01:00");
    }

    @Test
    void firesAboutOnceADayAllYearInAZoneWithSummerTime() {
        Schedule daily = new Schedule(Repeats.of("daily"), LocalTime.of(3, 30), Set.of(), OptionalInt.empty(), BERLIN);

        assertThat(firings(daily, NEW_YEAR, NEW_YEAR.plusYears(1)))
                .hasSize(365)
                .allMatch(time -> time.toLocalTime().equals(LocalTime.of(3, 30)));
    }

    private static Schedule schedule(String repeats, LocalTime start) {
        return new Schedule(Repeats.of(repeats), start, Set.of(), OptionalInt.empty(), ZoneOffset.UTC);
    }

    private static List<String> berlin(String repeats, String start, String after, int count) {
        Schedule schedule =
                new Schedule(Repeats.of(repeats), LocalTime.parse(start), Set.of(), OptionalInt.empty(), BERLIN);
        List<String> times = new ArrayList<>();
        Instant instant = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            instant = schedule.nextAfter(instant).orElseThrow();
            times.add(OffsetDateTime.ofInstant(instant, BERLIN).toString());
        }
        return times;
    }

    /** Of each cron by itself, so that a firing two crons share would show twice. */
    private static List<LocalDateTime> firings(Schedule schedule, LocalDate from, LocalDate to) {
        List<LocalDateTime> firings = new ArrayList<>();
        Instant begin = from.atStartOfDay(schedule.timeZone()).toInstant().minusSeconds(1);
        Instant end = to.atStartOfDay(schedule.timeZone()).toInstant();
        for (String cron : schedule.cronExpressions()) {
            Optional<Instant> next = QuartzCron.nextAfter(List.of(cron), schedule.timeZone(), begin);
            while (next.filter(end::isAfter).isPresent()) {
                firings.add(LocalDateTime.ofInstant(next.get(), schedule.timeZone()));
                next = QuartzCron.nextAfter(List.of(cron), schedule.timeZone(), next.get());
            }
        }
        firings.sort(null);
        return firings;
    }
}
