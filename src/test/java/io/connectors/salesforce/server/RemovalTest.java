package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.Change;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who leaves the selection is removed for a reason the org itself told; who is only out of sight waits. */
class RemovalTest {
    private static List<Change> deletions(Installation site, RunReport run) {
        return site.server().changes(run.run(), Optional.of("delete"), "", 100);
    }

    private static List<String> active(Installation site) {
        return site.org()
                .ids(user -> user.get("IsActive").equals(true)
                        && user.get("UserType").equals("Standard"));
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhyEachUserGoes(TestDatabase database) {
        try (Installation site = Installation.of(database, 300).set("where", "\"Department != 'Nowhere'\"")) {
            site.run();
            String left = active(site).get(3);
            String moved = active(site).get(7);
            site.org().edit(left, Map.of("IsActive", false, "Department", "Nowhere"));
            site.org().edit(moved, Map.of("Department", "Nowhere"));

            RunReport run = site.run();

            assertThat(deletions(site, run))
                    .extracting(Change::sourceId, Change::reason)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(left, "status"),
                            org.assertj.core.groups.Tuple.tuple(moved, "filter"));
            assertThat(site.users()).doesNotContainKeys(left, moved);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithTheOrgsWordAndRemovesNobodyWhereReadingBackFails(TestDatabase database) {
        try (Installation site = Installation.of(database, 300)) {
            site.run();
            site.org().edit(active(site).get(3), Map.of("IsActive", false));
            site.org().edit(active(site).get(7), Map.of("Department", "Elsewhere"));
            site.org()
                    .fault(OrgFault.on(OrgFault.Kind.STATUS, "IsActive FROM User WHERE Id IN", 1)
                            .withStatus(500, null, null)
                            .forEver());
            int requests = site.platform().history().size();

            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("Salesforce", "500");
            assertThat(failed.counts().read())
                    .as("counts add up: %s", failed)
                    .isEqualTo(failed.counts().unchanged()
                            + failed.counts().updated()
                            + failed.counts().pending());
            assertThat(site.platform().history()).hasSize(requests);

            site.org().clearFaults();
            assertThat(site.run().counts().deleted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsBackInAsManyQueriesAsALongConditionMakes(TestDatabase database) {
        String where = "Department != 'Nowhere'" + " AND Title != 'Über alle Maßen lange Bezeichnung'".repeat(60);
        try (Installation site = Installation.of(database, 300)
                .set("where", "\"" + where + "\"")
                .set("safeguards", "{ deletions: off }")) {
            site.run();
            active(site).stream()
                    .skip(1)
                    .limit(200)
                    .forEach(id -> site.org().edit(id, Map.of("Department", "Nowhere")));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.server().changes(run.run(), Optional.of("delete"), "", 300))
                    .hasSize(200)
                    .extracting(Change::reason)
                    .containsOnly("filter");
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForUsersOutOfSight(TestDatabase database) {
        try (Installation site = Installation.of(database, 300)) {
            site.run();
            String hidden = active(site).get(5);
            site.org().hideUser(hidden, true);

            RunReport first = site.run();
            RunReport preview = site.preview();

            assertThat(first.counts().missing()).isEqualTo(1);
            assertThat(first.counts().deleted()).isZero();
            assertThat(site.users()).containsKey(hidden);
            assertThat(preview.counts().deleted())
                    .as("a preview looks one run ahead")
                    .isEqualTo(1);

            RunReport second = site.run();

            assertThat(second.counts().missing()).isZero();
            assertThat(deletions(site, second)).extracting(Change::reason).containsExactly("not-visible");
            assertThat(site.users()).doesNotContainKey(hidden);
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsThatAUserWasOutOfSightOnceItIsSeen(TestDatabase database) {
        try (Installation site = Installation.of(database, 300)) {
            site.run();
            String hidden = active(site).get(5);
            for (int i = 0; i < 3; i++) {
                site.org().hideUser(hidden, true);
                assertThat(site.run().counts().deleted()).isZero();
                site.org().hideUser(hidden, false);
                site.run();
            }
            assertThat(site.users()).containsKey(hidden);
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverRemovesAUserTheMappingRejects(TestDatabase database) {
        try (Installation site = Installation.of(database, 300)
                .mapping(Installation.MAPPING.replace(
                        "User.Department,Department,trim,no", "User.Department,Department,trim,yes"))) {
            site.run();
            String rejected = active(site).get(9);
            site.org().edit(rejected, java.util.Collections.singletonMap("Department", null));

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().rejected()).isPositive();
            assertThat(run.counts().deleted()).isZero();
            assertThat(site.users()).containsKey(rejected);
            assertThat(site.server().changes(run.run(), Optional.of("reject"), "", 100))
                    .filteredOn(change -> change.sourceId().equals(rejected))
                    .extracting(Change::message)
                    .singleElement()
                    .asString()
                    .contains("User.Department", "Required");
        }
    }

    @ParameterizedTest
    @EnumSource
    void removesNobodyAtAnotherPlatform(TestDatabase database) {
        try (Installation site = Installation.of(database, 150)) {
            RunReport first = site.run();
            String other = site.platform().url().replace("127.0.0.1", "localhost");
            site.set("platform", "{ type: rest, url: \"" + other + "\", token: demo-platform-token }");
            site.org().edit(active(site).get(0), Map.of("IsActive", false));

            RunReport elsewhere = site.run();

            assertThat(elsewhere.counts().created()).isEqualTo(first.counts().read() - 1);
            assertThat(elsewhere.counts().deleted()).isZero();
        }
    }
}
