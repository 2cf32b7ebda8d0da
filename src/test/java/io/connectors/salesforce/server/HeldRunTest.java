package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan that is not to be trusted is held as a whole, and a person decides about exactly that plan. */
class HeldRunTest {

    private static List<String> active(Installation site) {
        return site.org()
                .ids(user -> user.get("IsActive").equals(true)
                        && user.get("UserType").equals("Standard"));
    }

    private static void deactivate(Installation site, int users) {
        active(site).stream().skip(1).limit(users).forEach(id -> site.org().edit(id, Map.of("IsActive", false)));
    }

    @Test
    void isNotHeldForTheUpdatesAPersonAskedForButForItsDeletions() {
        try (Installation site = Installation.of(TestDatabase.H2, 400)) {
            site.run();

            RunReport resent = site.run(false, true, false);

            assertThat(resent.status()).as(resent.reason()).isEqualTo(Status.COMPLETED);
            assertThat(resent.counts().updated()).isEqualTo(resent.counts().read());

            deactivate(site, 120);
            RunReport held = site.run(false, true, false);

            assertThat(held.status()).isEqualTo(Status.HELD);
            assertThat(held.reason()).contains("Deletions", "120 of").doesNotContain("Updates", "unreadable");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldForTooManyDeletionsAndAppliedWhenApproved(TestDatabase database) {
        try (Installation site = Installation.of(database, 400)) {
            site.run();
            int requests = site.platform().history().size();
            deactivate(site, 120);
            site.org().edit(active(site).get(2), Map.of("Department", "Elsewhere"));

            RunReport held = site.run();

            assertThat(held.status()).isEqualTo(Status.HELD);
            assertThat(held.reason()).contains("120 of", "20%", "approve " + held.run(), "discard " + held.run());
            assertThat(held.counts().deleted()).isEqualTo(120);
            assertThat(held.counts().updated()).isEqualTo(1);
            assertThat(site.platform().history()).hasSize(requests);

            String back = site.org()
                    .ids(user ->
                            user.get("IsActive").equals(false) && site.users().containsKey(user.get("Id")))
                    .get(0);
            site.org().edit(back, Map.of("IsActive", true));
            RunReport approved = site.approve(held);

            assertThat(approved.run()).isEqualTo(held.run());
            assertThat(approved.status()).as(approved.reason()).isEqualTo(Status.COMPLETED);
            assertThat(approved.counts().deleted())
                    .as("who is selected again stays")
                    .isEqualTo(119);
            assertThat(approved.counts().updated()).isEqualTo(1);
            assertThat(site.users()).containsKey(back);
            assertThatThrownBy(() -> site.approve(held))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageContaining("can no longer be approved or discarded: it is already completed");
            assertThat(site.run().counts().deleted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReplacedByTheNextRun(TestDatabase database) {
        try (Installation site = Installation.of(database, 400)) {
            site.run();
            deactivate(site, 120);
            RunReport held = site.run();
            RunReport next = site.run();

            assertThat(next.status()).isEqualTo(Status.HELD);
            RunReport replaced = site.server().find(held.run()).orElseThrow();
            assertThat(replaced.status()).isEqualTo(Status.REPLACED);
            assertThat(replaced.counts()).isEqualTo(held.counts());
            assertThat(replaced.reason()).contains(next.run());
            assertThatThrownBy(() -> site.approve(held)).isInstanceOf(RunFailure.class);

            RunReport discarded = site.server().discard(next.run());

            assertThat(discarded.status()).isEqualTo(Status.DISCARDED);
            assertThat(discarded.counts().deleted()).as("would have been sent").isEqualTo(120);
            assertThat(discarded.counts()).isEqualTo(next.counts());
            assertThat(discarded.counts().pending()).isZero();
            assertThatThrownBy(() -> site.approve(next)).isInstanceOf(RunFailure.class);
            assertThat(site.run(false, false, true).counts().deleted()).isEqualTo(120);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotHeldAtExactlyTheLimit(TestDatabase database) {
        try (Installation site = Installation.of(database, 400).set("safeguards", "{ deletions: 30 }")) {
            site.run();
            deactivate(site, 30);
            assertThat(site.run().status()).isEqualTo(Status.COMPLETED);
            deactivate(site, 31);
            assertThat(site.run().status()).isEqualTo(Status.HELD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldWhereNobodyIsSeenAnyMore(TestDatabase database) {
        try (Installation site = Installation.of(database, 400).set("where", "\"Title != 'none'\"")) {
            site.run();
            site.org().ids(user -> true).forEach(id -> site.org().edit(id, Map.of("Title", "none")));

            RunReport held = site.run();

            assertThat(held.status()).as(held.reason()).isEqualTo(Status.HELD);
            assertThat(held.reason()).contains("Empty import", "View All Users");
            assertThat(held.counts().deleted()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldWhereAnAttributeIsEmptyForNearlyEveryone(TestDatabase database) {
        try (Installation site = Installation.of(database, 400).set("safeguards", "{ changes: off }")) {
            site.run();
            List<String> everybody = site.org().ids(user -> true);
            everybody.stream()
                    .skip(5)
                    .forEach(id -> site.org().edit(id, java.util.Collections.singletonMap("Department", null)));

            RunReport held = site.run();

            assertThat(held.status()).as(held.reason()).isEqualTo(Status.HELD);
            assertThat(held.reason())
                    .contains("User.Department", "100%", "mass edit")
                    .doesNotContain("User.Login");
            assertThat(site.approve(held).status()).isEqualTo(Status.COMPLETED);
            assertThat(site.run().status())
                    .as("what was approved is the measure now")
                    .isEqualTo(Status.COMPLETED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldWhereTheDeletionsOfSevenDaysAddUp(TestDatabase database) {
        try (Installation site = Installation.of(database, 500)) {
            long users = site.run().counts().created();
            int few = (int) (users * 9 / 100);
            deactivate(site, few);
            assertThat(site.run().status()).isEqualTo(Status.COMPLETED);
            deactivate(site, few);
            assertThat(site.run().status())
                    .as("18% of a little less than before")
                    .isEqualTo(Status.COMPLETED);
            deactivate(site, few);

            RunReport held = site.run();

            assertThat(held.status()).as(held.reason()).isEqualTo(Status.HELD);
            assertThat(held.reason()).contains("seven days", String.valueOf(3 * few));
            assertThat(site.approve(held).counts().deleted()).isEqualTo(few);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldForAnotherOrgUntilApproved(TestDatabase database) {
        try (Installation site = Installation.of(database, 120)) {
            site.run();
            site.org().orgId("00D000000000002AAA");
            site.org().expireTokens();

            RunReport held = site.run();

            assertThat(held.status()).isEqualTo(Status.HELD);
            assertThat(held.reason()).contains("00D000000000002AAA");
            assertThat(site.approve(held).status()).isEqualTo(Status.COMPLETED);
            assertThat(site.run().status())
                    .as("the approved org is the snapshot's now")
                    .isEqualTo(Status.COMPLETED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotApprovedForAnotherPlatform(TestDatabase database) {
        try (Installation site = Installation.of(database, 400)) {
            site.run();
            deactivate(site, 120);
            RunReport held = site.run();
            site.set("platform", "{ type: rest, url: \"http://127.0.0.1:9/api\", token: other }");

            assertThatThrownBy(() -> site.approve(held)).hasMessageContaining("another platform");
        }
    }

    @ParameterizedTest
    @EnumSource
    void staysHeldWhereAnApprovalComesToNothing(TestDatabase database) {
        try (Installation site = Installation.of(database, 400)) {
            site.run();
            deactivate(site, 120);
            RunReport held = site.run();
            int requests = site.platform().history().size();
            site.org()
                    .fault(OrgFault.on(Kind.STATUS, "FROM User", 1)
                            .withStatus(400, "BAD", "no")
                            .forEver());

            RunReport again = site.approve(held);

            assertThat(again.status()).isEqualTo(Status.HELD);
            assertThat(again.reason()).contains("20%", "came to nothing");
            assertThat(again.counts()).isEqualTo(held.counts());
            assertThat(site.platform().history()).hasSize(requests);

            site.org().clearFaults();
            RunReport approved = site.approve(again);
            assertThat(approved.status()).as(approved.reason()).isEqualTo(Status.COMPLETED);
            assertThat(approved.counts().deleted()).isEqualTo(120);
            assertThat(approved.apiCalls()).as("of the read, too").isGreaterThan(held.apiCalls());
        }
    }

    @ParameterizedTest
    @EnumSource
    void isHeldForThoseWhoMayHaveArrivedToo(TestDatabase database) {
        try (Installation site = Installation.of(database, 400).setting("platform.retries", "0")) {
            site.platform().fault(PlatformFault.always(PlatformFault.Kind.APPLY_THEN_DROP));
            assertThat(site.run().status()).isEqualTo(Status.FAILED);
            int arrived = site.users().size();
            assertThat(arrived).as("without an acknowledgement").isGreaterThanOrEqualTo(100);
            site.platform().clearFaults();
            site.set("where", "\"Title = 'nobody'\"");

            RunReport held = site.run();

            assertThat(held.status()).as(held.reason()).isEqualTo(Status.HELD);
            assertThat(held.reason()).contains("Empty import", String.valueOf(arrived));
            assertThat(site.users()).hasSize(arrived);
        }
    }
}
