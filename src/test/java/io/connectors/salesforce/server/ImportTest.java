package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.Evolution;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import io.connectors.salesforce.simulator.platform.PlatformRequest.Op;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an import brings to the platform. */
class ImportTest {
    private static final Set<Object> NOT_PEOPLE = Set.of("Guest", "AutomatedProcess", "CloudIntegrationUser");
    private static final Predicate<Map<String, Object>> SELECTED =
            user -> Boolean.TRUE.equals(user.get("IsActive")) && !NOT_PEOPLE.contains(user.get("UserType"));

    @ParameterizedTest
    @EnumSource
    void deliversExactlyTheSelectedUsers(TestDatabase database) {
        try (Installation site = Installation.of(database, 4500)) {
            RunReport first = site.run();

            List<String> selected = site.org().ids(SELECTED);
            assertThat(first.status()).as(first.reason()).isEqualTo(Status.COMPLETED);
            assertThat(first.counts().created())
                    .isEqualTo(first.counts().read())
                    .isEqualTo(selected.size());
            assertThat(site.users()).containsOnlyKeys(selected);
            assertThat(selected)
                    .allSatisfy(
                            id -> assertMapped(site.org().user(id), site.users().get(id)));
            assertThat(first.apiCalls()).isEqualTo(site.org().apiCalls());
        }
    }

    private static void assertMapped(Map<String, Object> user, JsonNode sent) {
        String first = user.get("FirstName") == null ? "" : user.get("FirstName") + " ";
        assertThat(sent.at("/User/Login").textValue())
                .isEqualTo(user.get("Username").toString().toLowerCase(java.util.Locale.ROOT));
        assertThat(sent.at("/User/Name").textValue()).isEqualTo(first + user.get("LastName"));
        assertThat(sent.at("/User/Department").textValue()).isEqualTo(user.get("Department"));
        assertThat(sent.at("/User/Region").isMissingNode()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingWhereNothingHasChanged(TestDatabase database) {
        try (Installation site = Installation.of(database, 300)) {
            site.run();
            int requests = site.platform().history().size();

            RunReport quiet = site.run();

            assertThat(quiet.status()).isEqualTo(Status.COMPLETED);
            assertThat(quiet.counts().unchanged()).isEqualTo(quiet.counts().read());
            assertThat(site.platform().history()).hasSize(requests);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsExactlyWhatHasChanged(TestDatabase database) {
        try (Installation site = Installation.of(database, 2500)) {
            site.run();
            Evolution evolution = site.org().evolve(5, 11, 7, 3);

            RunReport second = site.run();

            assertThat(ids(site.sent(second), "upsert"))
                    .containsExactlyInAnyOrderElementsOf(
                            java.util.stream.Stream.concat(evolution.joined().stream(), evolution.moved().stream())
                                    .toList());
            assertThat(ids(site.sent(second), "delete")).containsExactlyInAnyOrderElementsOf(evolution.left());
            assertThat(site.sent(second).stream().flatMap(request -> request.operations().stream()))
                    .filteredOn(operation -> operation.op().equals("delete"))
                    .extracting(Op::reason)
                    .containsOnly("status");
            assertThat(second.counts().created()).isEqualTo(5);
            assertThat(second.counts().updated()).isEqualTo(11);
            assertThat(second.counts().deleted()).isEqualTo(7);
            assertThat(site.users()).containsOnlyKeys(site.org().ids(SELECTED));
        }
    }

    private static List<String> ids(List<PlatformRequest> requests, String op) {
        return requests.stream()
                .flatMap(request -> request.operations().stream())
                .filter(operation -> operation.op().equals(op))
                .map(Op::sourceId)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void previewsWhatTheNextRunDoes(TestDatabase database) {
        try (Installation site = Installation.of(database, 600)) {
            site.run();
            site.org().evolve(3, 6, 2, 5);
            int requests = site.platform().history().size();

            RunReport preview = site.preview();

            assertThat(preview.status()).isEqualTo(Status.PREVIEWED);
            assertThat(site.platform().history()).hasSize(requests);
            assertThat(site.run().counts()).isEqualTo(preview.counts());
        }
    }

    @Test
    void previewsAnInactiveConnectorAndDoesNotRunIt() {
        try (Installation site = Installation.of(TestDatabase.H2, 30).set("active", "false")) {
            RunReport preview = site.preview();

            assertThat(preview.status()).isEqualTo(Status.PREVIEWED);
            assertThat(preview.counts().created()).isPositive();
            assertThat(site.run().status()).isEqualTo(Status.SKIPPED);
            assertThat(site.platform().history()).isEmpty();

            site.set("server", "Elsewhere");
            assertThat(site.preview().status()).isEqualTo(Status.SKIPPED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsEverybodyAnewWhenAsked(TestDatabase database) {
        try (Installation site = Installation.of(database, 300)) {
            RunReport first = site.run();

            RunReport resent = site.run(false, true, true);

            assertThat(resent.counts().updated()).isEqualTo(first.counts().created());
            assertThat(ids(site.sent(resent), "upsert"))
                    .hasSize((int) first.counts().read());
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItsTokenExpiresInTheMiddle(TestDatabase database) {
        try (Installation site = Installation.of(database, 7000)) {
            site.org().fault(OrgFault.on(Kind.EXPIRE_TOKEN, "/query/0r8", 2));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.org().logins()).isEqualTo(2);
            assertThat(site.users()).containsOnlyKeys(site.org().ids(SELECTED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsOnlyRealDifferencesAfterAMappingChange(TestDatabase database) {
        try (Installation site = Installation.of(database, 300)) {
            site.run();
            site.mapping(Installation.MAPPING.replace("User.Region,Region__c,,", "User.Region,Region__c,uppercase,"));
            long differing = site.org()
                    .ids(SELECTED.and(user -> user.get("Region__c") != null))
                    .size();

            RunReport changed = site.run();

            assertThat(changed.status()).as("held for a mapping change").isEqualTo(Status.COMPLETED);
            assertThat(changed.counts().updated()).isEqualTo(differing);
        }
    }
}
