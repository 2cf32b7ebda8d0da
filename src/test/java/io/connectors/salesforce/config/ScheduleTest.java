package io.connectors.salesforce.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
                ZoneOffset.UTC,
                0);

        assertThat(weekends.cronExpressions()).containsExactly("0 45 22 ? * SAT,SUN");
        assertThat(firings(weekends, NEW_YEAR, NEW_YEAR.plusYears(1)))
                .hasSize(104)
                .allMatch(time -> time.getDayOfWeek().getValue() >= 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 28, 29, 30, 31})
    void firesMonthlyOnTheDayOrTheMonthsLast(int day) {
        Schedule monthly = new Schedule(
                Repeats.of("monthly"), LocalTime.of(2, 0), Set.of(), OptionalInt.of(day), ZoneOffset.UTC, 0);
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
    void movesTheTimeTheClockLeavesOutInSpring() {
        assertThat(berlin("daily", "02:30", "2027-03-27T12:00:00Z", 2))
                .containsExactly("2027-03-28T03:30+02:00", "2027-03-29T02:30+02:00");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe", // half an hour
                "Africa/Cairo", // at midnight
                "America/Santiago", // summer over the new year
                "Africa/Casablanca", // summer but for Ramadan
                "Pacific/Chatham" // a quarter to three
            })
    void firesOnceADayWheneverTheClockChanges(ZoneId zone) {
        for (ZoneOffsetTransition change : changes(zone, 6)) {
            LocalDate day = change.getDateTimeBefore().toLocalDate();
            for (int minute = 0; minute < 1440; minute += 5) {
                LocalTime start = LocalTime.MIDNIGHT.plusMinutes(minute);
                Schedule daily = new Schedule(Repeats.of("daily"), start, Set.of(), OptionalInt.empty(), zone, 7);

                assertThat(instants(daily, day.minusDays(1), day.plusDays(2)))
                        .as("%s, %s", change, start)
                        .containsExactlyElementsOf(Stream.of(day.minusDays(1), day, day.plusDays(1))
                                .map(each -> each.atTime(start)
                                        .plusSeconds(7)
                                        .atZone(zone)
                                        .withLaterOffsetAtOverlap()
                                        .toInstant())
                                .toList());
            }
        }
    }

    @Test
    void movesAFiringOnlyOnADayItFiresAtAll() {
        Instant begin = Instant.parse("2027-01-01T00:00:00Z");
        Instant end = Instant.parse("2029-01-01T00:00:00Z");

        assertThat(weekly(DayOfWeek.SUNDAY).movedFirings(begin, end))
                .containsExactly(Instant.parse("2027-03-28T01:30:00Z"), Instant.parse("2028-03-26T01:30:00Z"));
        assertThat(weekly(DayOfWeek.SATURDAY).movedFirings(begin, end)).isEmpty();
        assertThat(new Schedule(Repeats.of("monthly"), LocalTime.of(2, 30), Set.of(), OptionalInt.of(26), BERLIN, 0)
                        .movedFirings(begin, end))
                .containsExactly(Instant.parse("2028-03-26T01:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly", "every 1h", "every 30m", "every 20m", "every 1m", "0 30 2 * * ?", "manual"})
    void movesNothingOntoAnotherFiringAndNothingOfACron(String repeats) {
        Schedule schedule =
                new Schedule(Repeats.of(repeats), LocalTime.of(2, 30), Set.of(), OptionalInt.empty(), BERLIN, 0);

        assertThat(schedule.movedFirings(Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2029-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void leavesACronItsOwnTimes() {
        assertThat(berlin("0 30 2 * * ?", "00:00", "2027-03-27T12:00:00Z", 1))
                .containsExactly("2027-03-29T02:30+02:00");
    }

    @Test
    void movesEveryFiringOfAnIntervalThatTheClockLeavesOut() {
        assertThat(berlin("every 24h", "02:30", "2027-03-27T12:00:00Z", 2))
                .containsExactly("2027-03-28T03:30+02:00", "2027-03-29T02:30+02:00");
        assertThat(berlin("every 6h", "02:30", "2027-03-27T20:00:00Z", 2))
                .containsExactly("2027-03-28T03:30+02:00", "2027-03-28T08:30+02:00");
        assertThat(berlin("every 2h", "00:00", "2027-03-27T23:30:00Z", 2))
                .containsExactly("2027-03-28T03:00+02:00", "2027-03-28T04:00+02:00");
        assertThat(berlin("every 45m", "00:00", "2027-03-28T00:40:00Z", 3))
                .containsExactly("2027-03-28T03:00+02:00", "2027-03-28T03:15+02:00", "2027-03-28T03:45+02:00");
        assertThat(berlin("every 20m", "00:10", "2027-03-28T00:40:00Z", 3))
                .containsExactly("2027-03-28T01:50+01:00", "2027-03-28T03:10+02:00", "2027-03-28T03:30+02:00");
    }

    /** As often as on the day before, but for those that fall on one another: never less than one in every step of the clock. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Atlantic/Azores",
                "Africa/Cairo",
                "America/Santiago",
                "Africa/Casablanca",
                "Pacific/Chatham"
            })
    void leavesNoFiringOfAnIntervalOutInSpring(ZoneId zone) {
        for (ZoneOffsetTransition change : changes(zone, 3)) {
            if (!change.isGap()) {
                continue;
            }
            LocalDate day = change.getDateTimeBefore().toLocalDate();
            for (String repeats : List.of("hourly", "every 2h", "every 24h", "every 45m")) {
                for (String start : List.of("00:00", "00:30", "02:15", "02:30", "23:50")) {
                    Duration step = ((Repeats.Every) Repeats.of(repeats)).step();
                    LocalTime time = LocalTime.parse(start);
                    Schedule every = new Schedule(Repeats.of(repeats), time, Set.of(), OptionalInt.empty(), zone, 7);
                    Set<Instant> wanted = new TreeSet<>();
                    for (LocalDate each : List.of(day.minusDays(1), day, day.plusDays(1))) {
                        for (Duration past = Duration.ZERO;
                                past.compareTo(Duration.ofDays(1)) < 0;
                                past = past.plus(step)) {
                            wanted.add(each.atTime(time.plus(past))
                                    .plusSeconds(7)
                                    .atZone(zone)
                                    .toInstant());
                        }
                    }

                    assertThat(instants(every, day.minusDays(1), day.plusDays(2)))
                            .as("%s, %s from %s", change, repeats, start)
                            .containsExactlyElementsOf(wanted);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hourly", "every 7m", "daily", "monthly"})
    void firesAtTheSecondOfItsConnector(String repeats) {
        Schedule schedule =
                new Schedule(Repeats.of(repeats), LocalTime.of(2, 0), Set.of(), OptionalInt.of(30), ZoneOffset.UTC, 7);

        assertThat(schedule.cronExpressions()).isNotEmpty().allMatch(cron -> cron.startsWith("7 "));
    }

    @Test
    void spreadsConnectorsOverAFewSeconds() {
        assertThat(IntStream.range(0, 1000).mapToObj(number -> Schedule.secondOf("connector-" + number)))
                .allMatch(second -> second >= 0 && second < 10)
                .contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(Schedule.secondOf("acme")).isEqualTo(Schedule.secondOf("ac" + "me"));
    }

    private static Schedule weekly(DayOfWeek day) {
        return new Schedule(Repeats.of("weekly"), LocalTime.of(2, 30), EnumSet.of(day), OptionalInt.empty(), BERLIN, 0);
    }

    private static Schedule schedule(String repeats, LocalTime start) {
        return new Schedule(Repeats.of(repeats), start, Set.of(), OptionalInt.empty(), ZoneOffset.UTC, 0);
    }

    private static List<String> berlin(String repeats, String start, String after, int count) {
        Schedule schedule =
                new Schedule(Repeats.of(repeats), LocalTime.parse(start), Set.of(), OptionalInt.empty(), BERLIN, 0);
        List<String> times = new ArrayList<>();
        Instant instant = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            instant = schedule.nextAfter(instant).orElseThrow();
            times.add(OffsetDateTime.ofInstant(instant, BERLIN).toString());
        }
        return times;
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone, int count) {
        return Stream.iterate(
                        zone.getRules()
                                .nextTransition(NEW_YEAR.atStartOfDay(zone).toInstant()),
                        change -> zone.getRules().nextTransition(change.getInstant()))
                .limit(count)
                .toList();
    }

    private static List<LocalDateTime> firings(Schedule schedule, LocalDate from, LocalDate to) {
        return instants(schedule, from, to).stream()
                .map(instant -> LocalDateTime.ofInstant(instant, schedule.timeZone()))
                .toList();
    }

    /** Of each cron by itself, so that a firing two crons share would show twice. */
    private static List<Instant> instants(Schedule schedule, LocalDate from, LocalDate to) {
        Instant begin = from.atStartOfDay(schedule.timeZone()).toInstant().minusSeconds(1);
        Instant end = to.atStartOfDay(schedule.timeZone()).toInstant();
        List<Instant> firings = new ArrayList<>(schedule.movedFirings(begin, end));
        for (String cron : schedule.cronExpressions()) {
            Optional<Instant> next = QuartzCron.nextAfter(List.of(cron), schedule.timeZone(), begin);
            while (next.filter(end::isAfter).isPresent()) {
                firings.add(next.get());
                next = QuartzCron.nextAfter(List.of(cron), schedule.timeZone(), next.get());
            }
        }
        firings.sort(null);
        return firings;
    }
}
