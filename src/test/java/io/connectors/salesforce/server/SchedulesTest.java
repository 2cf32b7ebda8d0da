package io.connectors.salesforce.server;

import static io.connectors.salesforce.server.Follower.connector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.run.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.TriggerBuilder;

/** The triggers follow the connectors' files, over the ends of processes and between several of them. */
class SchedulesTest {
    private static final String DAILY = "schedule: { repeats: daily, startTime: \"05:00\", timeZone: Europe/Berlin }";
    private static final String EVERY_SECOND = "schedule: { repeats: \"* * * ? * *\" }";
    private final long aDayAgo = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();

    private static Follower follower(TestDatabase database) throws Exception {
        return new Follower(database, database.newUrl());
    }

    private static Stream<String> quartzThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("Quartz") || name.startsWith("schedule-"));
    }

    @ParameterizedTest
    @EnumSource
    void followTheConnectors(TestDatabase database) throws Exception {
        try (Follower process = follower(database)) {
            process.follow(
                    connector("acme", DAILY),
                    connector("third", "schedule: { repeats: \"0 0 2 ? * 6#3\" }"),
                    connector("steps", "schedule: { repeats: every 1m }"),
                    connector("idle", DAILY, "active: false"),
                    connector("other", DAILY, "server: Elsewhere"),
                    connector("manual", "schedule: { repeats: manual }"),
                    connector("past", "schedule: { repeats: \"0 0 2 1 1 ? 2020\" }"));

            assertThat(process.triggers()).containsOnlyKeys("acme-0", "third-0", "steps-0");
            assertThat(process.scheduleRoutes())
                    .contains("schedule-acme-0", "schedule-third-0", "schedule-steps-0")
                    .doesNotContain("schedule-idle-0", "schedule-other-0", "schedule-manual-0");
            CronTrigger trigger = (CronTrigger) process.triggers().get("acme-0");
            Connector acme = connector("acme", DAILY);
            assertThat(trigger.getCronExpression())
                    .isEqualTo(acme.schedule().cronExpressions().get(0));
            assertThat(trigger.getTimeZone().getID()).isEqualTo("Europe/Berlin");
            assertThat(trigger.getNextFireTime().toInstant())
                    .isEqualTo(acme.schedule().nextAfter(Instant.now()).orElseThrow());

            process.follow(connector("acme", DAILY, "active: false"), connector("idle", DAILY));

            assertThat(process.triggers()).containsOnlyKeys("idle-0");
            assertThat(process.scheduleRoutes()).containsExactly("schedule-idle-0");

            process.follow();

            assertThat(process.triggers()).isEmpty();
            assertThat(process.scheduleRoutes()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void changeWithTheTimesAndTheZone(TestDatabase database) throws Exception {
        String url = database.newUrl();
        Connector tokyo = connector("acme", DAILY.replace("Europe/Berlin", "Asia/Tokyo"));
        Connector evening = connector("acme", DAILY.replace("05:00", "21:00"));
        try (Follower process = new Follower(database, url)) {
            process.follow(connector("acme", DAILY));
            process.follow(tokyo);
            expect(process, tokyo);
            process.follow(evening);
            expect(process, evening);
        }
        try (Follower next = new Follower(database, url)) {
            next.follow(connector("acme", DAILY));
            expect(next, connector("acme", DAILY));
        }
        try (Follower last = new Follower(database, url)) {
            last.follow(tokyo);
            expect(last, tokyo);
        }
    }

    private static void expect(Follower process, Connector connector) throws Exception {
        assertThat(process.triggers()).containsOnlyKeys("acme-0");
        CronTrigger trigger = (CronTrigger) process.triggers().get("acme-0");
        assertThat(trigger.getTimeZone().toZoneId())
                .isEqualTo(connector.schedule().timeZone());
        assertThat(trigger.getNextFireTime().toInstant())
                .isEqualTo(connector.schedule().nextAfter(Instant.now()).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void leaveAloneWhatHasNotChanged(TestDatabase database) throws Exception {
        String url = database.newUrl();
        Date start;
        try (Follower process = new Follower(database, url)) {
            process.follow(connector("acme", DAILY), connector("more", DAILY));
            start = process.triggers().get("acme-0").getStartTime();
            process.follow(connector("acme", DAILY));
            assertThat(process.triggers().get("acme-0").getStartTime()).isEqualTo(start);
        }
        try (Follower next = new Follower(database, url)) {
            next.follow(connector("acme", DAILY));
            assertThat(next.triggers().get("acme-0").getStartTime()).isEqualTo(start);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fireOnceWhatWasMissedWhileNoProcessRan(TestDatabase database) throws Exception {
        String url = database.newUrl();
        try (Follower process = new Follower(database, url)) {
            process.follow(connector("acme", DAILY));
        }
        try (Follower next = new Follower(database, url)) {
            next.sql(
                    "UPDATE qrtz_triggers SET next_fire_time = ?",
                    aDayAgo - Duration.ofDays(5).toMillis());
            next.follow(connector("acme", DAILY));

            await().until(() -> next.firings().size() == 1);
            expect(next, connector("acme", DAILY));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fireNothingOfATimeWithoutTheConnector(TestDatabase database) throws Exception {
        String url = database.newUrl();
        try (Follower process = new Follower(database, url)) {
            process.follow(connector("acme", DAILY), connector("more", EVERY_SECOND));
        }
        try (Follower next = new Follower(database, url)) {
            next.sql("UPDATE qrtz_triggers SET next_fire_time = ?", aDayAgo);
            next.follow(connector("acme", DAILY, "active: false"));
            assertThat(next.triggers()).isEmpty();
            next.follow(connector("acme", DAILY));

            expect(next, connector("acme", DAILY));
            assertThat(next.triggers().get("acme-0").getPreviousFireTime()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void moveFiringsTheClockLeavesOut(TestDatabase database) throws Exception {
        String url = database.newUrl();
        String night = "schedule: { repeats: daily, startTime: \"02:30\", timeZone: Europe/Berlin }";
        Connector acme = connector("acme", night);
        Instant year = Instant.now()
                .atZone(ZoneOffset.UTC)
                .plusYears(3)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant();
        Instant moved = acme.schedule()
                .movedFirings(year, year.plus(Duration.ofDays(366)))
                .get(0);
        try (Follower process = new Follower(database, url, at(moved.minus(Duration.ofDays(1))))) {
            process.follow(acme);
            assertThat(process.triggers()).hasSize(4).containsKey("acme-0 " + moved);
            assertThat(process.triggers()
                            .get("acme-0 " + moved)
                            .getNextFireTime()
                            .toInstant())
                    .isEqualTo(moved);
            process.follow(connector("acme", night.replace("Europe/Berlin", "UTC")));
            assertThat(process.triggers()).containsOnlyKeys("acme-0");
            process.follow(acme);
        }
        try (Follower next = new Follower(database, url, at(moved.plus(Duration.ofDays(1))))) {
            next.follow(acme);
            assertThat(next.triggers())
                    .as("the one of yesterday has not been caught up yet")
                    .hasSize(4)
                    .containsKey("acme-0 " + moved);
        }
        try (Follower late = new Follower(database, url, at(moved.plus(Duration.ofDays(50))))) {
            late.follow(acme);
            assertThat(late.triggers()).hasSize(3).doesNotContainKey("acme-0 " + moved);
        }
        try (Follower fresh = new Follower(database, database.newUrl(), at(moved.plus(Duration.ofDays(1))))) {
            fresh.follow(acme);
            assertThat(fresh.triggers()).as("never from a time before it").hasSize(3);
        }
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    @ParameterizedTest
    @EnumSource
    void fireAMovedFiringByTheSameRoute(TestDatabase database) throws Exception {
        try (Follower process = follower(database)) {
            process.follow(connector("acme", DAILY));
            Instant soon = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
            process.scheduler()
                    .scheduleJob(TriggerBuilder.newTrigger()
                            .withIdentity("acme-0 " + soon, "connectors")
                            .forJob("acme-0", "connectors")
                            .startAt(Date.from(soon))
                            .build());

            await().until(() -> process.firings().equals(List.of(soon)));
            await().untilAsserted(() -> assertThat(process.triggers()).containsOnlyKeys("acme-0"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doNothingWhereTheConnectorHasJustGone(TestDatabase database) throws Exception {
        try (Follower process = follower(database)) {
            process.follow(connector("acme", DAILY), connector("more", DAILY));
            process.context().getRouteController().stopRoute("schedule-acme-0");
            process.context().removeRoute("schedule-acme-0");

            process.scheduler().triggerJob(JobKey.jobKey("acme-0", "connectors"));
            process.scheduler().triggerJob(JobKey.jobKey("more-0", "connectors"));
            await().until(() -> process.firings().size() == 1);
            process.scheduler().deleteJob(JobKey.jobKey("acme-0", "connectors"));

            await().until(() -> process.scheduler().getCurrentlyExecutingJobs().isEmpty());
            assertThat(process.firings()).hasSize(1);
            assertThat(process.triggers()).containsOnlyKeys("more-0");
            assertThat(process.context().getEndpoints())
                    .as("nothing was made to set the trigger again")
                    .extracting(Endpoint::getEndpointUri)
                    .noneMatch(uri -> uri.contains("acme"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takeNoPartWithoutFollowing(TestDatabase database) throws Exception {
        String url = database.newUrl();
        try (Follower process = new Follower(database, url)) {
            process.follow(connector("acme", EVERY_SECOND));
        }
        try (Follower command = new Follower(database, url)) {
            assertThat(quartzThreads()).isEmpty();
            assertThat(command.context().hasComponent("quartz")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leaveNoThreadBehind(TestDatabase database) throws Exception {
        try (Follower process = follower(database)) {
            process.follow(connector("acme", EVERY_SECOND));
            await().until(() -> !process.firings().isEmpty());
            assertThat(quartzThreads()).isNotEmpty();
        }
        assertThat(quartzThreads()).isEmpty();
    }

    @Test
    void keepServersOfOtherNamesApart() throws Exception {
        String url = TestDatabase.POSTGRESQL.newUrl();
        try (Follower cloud = new Follower(TestDatabase.POSTGRESQL, url);
                Follower other = new Follower(TestDatabase.POSTGRESQL, url, Clock.systemUTC(), "O'Brien's")) {
            cloud.follow(connector("acme", DAILY));
            other.follow(connector("acme", DAILY), connector("theirs", DAILY, "server: O'Brien's"));

            assertThat(cloud.triggers()).containsOnlyKeys("acme-0");
            assertThat(other.triggers()).containsOnlyKeys("theirs-0");
        }
    }

    @Test
    void shareTheFiringsAmongProcesses() throws Exception {
        String url = TestDatabase.POSTGRESQL.newUrl();
        Connector acme = connector("acme", EVERY_SECOND);
        try (Follower one = new Follower(TestDatabase.POSTGRESQL, url);
                Follower two = new Follower(TestDatabase.POSTGRESQL, url)) {
            one.follow();
            two.follow(acme);
            assertThat(one.scheduler()).isNotSameAs(two.scheduler());
            // the first has not seen the file yet when it gets a firing
            await().until(() -> one.scheduler().getCurrentlyExecutingJobs().size()
                            + two.firings().size()
                    > 3);
            one.follow(acme);
            await().until(() -> one.firings().size() + two.firings().size() > 6);

            List<Instant> all = Stream.concat(one.firings().stream(), two.firings().stream())
                    .sorted()
                    .toList();
            assertThat(all)
                    .containsExactlyElementsOf(IntStream.range(0, all.size())
                            .mapToObj(second -> all.get(0).plusSeconds(second))
                            .toList());
        }
    }

    @Test
    void loseNoTriggerWhereProcessesFollowAtTheSameTime() throws Exception {
        String url = TestDatabase.POSTGRESQL.newUrl();
        List<Connector[]> states = List.of(
                new Connector[] {connector("acme", DAILY), connector("more", DAILY)},
                new Connector[] {connector("more", DAILY.replace("05:00", "06:00"))},
                new Connector[] {
                    connector("acme", DAILY.replace("Europe/Berlin", "Asia/Tokyo")), connector("more", DAILY)
                });
        try (Follower one = new Follower(TestDatabase.POSTGRESQL, url);
                Follower two = new Follower(TestDatabase.POSTGRESQL, url)) {
            for (int i = 0; i < 12; i++) {
                Connector[] state = states.get(i % states.size());
                List<CompletableFuture<Void>> follow = new ArrayList<>();
                follow.add(CompletableFuture.runAsync(() -> one.follow(state)));
                follow.add(CompletableFuture.runAsync(() -> two.follow(state)));
                follow.forEach(CompletableFuture::join);

                assertThat(one.triggers())
                        .as("round %s", i)
                        .containsOnlyKeys(
                                Stream.of(state).map(each -> each.id() + "-0").toArray(String[]::new));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takeARunOverFromAProcessThatDied(TestDatabase database) throws Exception {
        String url = database.newUrl();
        try (Follower process = new Follower(database, url)) {
            process.follow(connector("acme", DAILY), connector("gone", DAILY));
        }
        try (Follower next = new Follower(database, url)) {
            for (String job : List.of("acme-0", "gone-0")) {
                next.sql(
                        "INSERT INTO qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group,"
                                + " instance_name, fired_time, sched_time, priority, state, job_name, job_group,"
                                + " is_nonconcurrent, requests_recovery) VALUES ('Cloud', ?, ?, 'connectors',"
                                + " 'embedded', ?, ?, 5, 'EXECUTING', ?, 'connectors', false, true)",
                        job,
                        job,
                        aDayAgo,
                        aDayAgo,
                        job);
            }
            next.follow(connector("acme", DAILY));

            await().until(() -> next.firings().equals(List.of(Instant.ofEpochMilli(aDayAgo))));
            await().untilAsserted(() -> assertThat(next.triggers()).containsOnlyKeys("acme-0"));
        }
    }
}
