package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Started;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 6, 3: no deletion because we could not see; and the reason each deletion travels with. */
class DeletionIT {
    private final Site site = new Site();

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void sendsEachReasonAndWaitsForTheInvisible() {
        Connector two = site.connector("two", 120, "where: \"Department != 'Gone'\"");
        Connector one = site.connector("one", 120, "safeguards.notVisibleRuns: 1");
        Connector rejects = site.connector("rejects", 120);
        Connector thawed = site.connector("thawed", 120, "frozenUsers: exclude");
        site.run("--all");
        int thawedBefore = thawed.batches();
        thawed.org().edit(thawed.user(8), Map.of("frozen", true));
        int twoBefore = two.batches();
        int oneBefore = one.batches();
        int rejectsBefore = rejects.batches();
        two.org().edit(two.user(1), Map.of("IsActive", false));
        two.org().edit(two.user(2), Map.of("UserType", "Guest"));
        two.org().edit(two.user(3), Map.of("Department", "Gone"));
        two.org().edit(two.user(4), Map.of("IsActive", false, "UserType", "Guest"));
        two.org().hideUser(two.user(5), true);
        two.org().hideUser(two.user(6), true);
        one.org().hideUser(one.user(5), true);
        Map<String, Object> nameless = new LinkedHashMap<>();
        nameless.put("LastName", null);
        rejects.edit(1, 3, nameless);

        Site.Ended second = site.run("--all");

        assertThat(second.report("two")
                        .is("completed")
                        .counts(114, 114, 0, 0, 4, 0)
                        .count("missing"))
                .isEqualTo(2);
        assertThat(two.deletedSince(twoBefore))
                .containsExactlyInAnyOrder(
                        two.user(1) + " status",
                        two.user(2) + " filter",
                        two.user(3) + " filter",
                        two.user(4) + " status");
        assertThat(second.report("one")
                        .is("completed")
                        .counts(119, 119, 0, 0, 1, 0)
                        .count("missing"))
                .isZero();
        assertThat(one.deletedSince(oneBefore)).containsExactly(one.user(5) + " not-visible");
        second.report("rejects").is("completed").counts(120, 118, 0, 0, 0, 2);
        assertThat(rejects.since(rejectsBefore)).isEmpty();
        assertThat(rejects.there()).hasSize(120);

        second.report("thawed").is("completed").counts(119, 119, 0, 0, 1, 0);
        assertThat(thawed.deletedSince(thawedBefore)).containsExactly(thawed.user(8) + " status");

        // a preview does not count; being seen resets
        site.run("two", "--preview");
        two.org().hideUser(two.user(6), false);
        two.org().hideUser(two.user(7), true);
        int twoThen = two.batches();
        Report third = site.run("two").report("two").is("completed");
        assertThat(two.deletedSince(twoThen)).containsExactly(two.user(5) + " not-visible");
        assertThat(third.count("missing")).isEqualTo(1);

        // seen in between, so missing for the first time again; the other for the second
        two.org().hideUser(two.user(6), true);
        int twoNext = two.batches();
        Report fourth = site.run("two").report("two").is("completed");
        assertThat(two.deletedSince(twoNext)).containsExactly(two.user(7) + " not-visible");
        assertThat(fourth.count("missing")).isEqualTo(1);
        assertThat(two.there()).contains(two.user(6));
    }

    @Test
    void keepsAUserWhoIsSelectedAgainWhenReadBack() {
        Connector acme = site.connector("acme", 100);
        int calls = site.run("acme").report("acme").is("completed").count("apiCalls");
        String user = acme.user(9);
        acme.org().edit(user, Map.of("IsActive", false));
        acme.org().fault(OrgFault.on(Kind.SLOW, user.substring(0, 15), 1).withDelayMs(4_000));
        int batches = acme.batches();

        Started run = site.start("run", "acme", "--json");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acme.org().apiCalls() > 2L * calls);
        acme.org().edit(user, Map.of("IsActive", true));

        Report report = run.end().report("acme").is("completed");
        assertThat(report.count("deleted")).isZero();
        assertThat(acme.batches()).isEqualTo(batches);
        site.run("acme").report("acme").is("completed").counts(100, 100, 0, 0, 0, 0);
        assertThat(acme.there()).contains(user);
    }

    @Test
    void countsAHeldRunAmongThoseThatMissedAUser() {
        Connector acme = site.connector("acme", 100);
        site.run("acme").report("acme").is("completed");
        acme.org().hideUser(acme.user(99), true);
        acme.edit(1, 31, Map.of("IsActive", false));
        assertThat(site.run("acme").report("acme").is("held").count("missing")).isEqualTo(1);
        int batches = acme.batches();

        site.run("acme", "--override-safeguards").report("acme").is("completed").counts(69, 69, 0, 0, 31, 0);

        assertThat(acme.deletedSince(batches)).contains(acme.user(99) + " not-visible");
    }
}
