package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.Change;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user the platform refuses is kept with the cause, tried again ever more seldom, and stops nobody. */
class RejectedUsersTest {

    private static long requestsWith(Installation site, String user) {
        return site.platform().history().stream()
                .filter(request -> request.operations().stream()
                        .map(PlatformRequest.Op::sourceId)
                        .anyMatch(user::equals))
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void areTriedAgainEverMoreSeldom(TestDatabase database) {
        try (Installation site = Installation.of(database, 60).after(Duration.ZERO)) {
            String bad =
                    site.org().ids(user -> user.get("IsActive").equals(true)).get(3);
            site.platform()
                    .fault(PlatformFault.always(Kind.REJECT_USER).withUser(bad).withMessage("no such login"));

            for (int hour = 0; hour <= 103; hour++) {
                RunReport run = site.run();
                assertThat(run.status()).isEqualTo(Status.COMPLETED);
                assertThat(run.counts().rejected()).as("after %d hours", hour).isEqualTo(1);
                site.after(Duration.ofHours(1));
            }

            assertThat(requestsWith(site, bad))
                    .as("twice at once, as others succeed, after 1, 2, 4, 8 and 16 hours, then every 24")
                    .isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void areListedWithTheirCauseAndHealByThemselves(TestDatabase database) {
        try (Installation site = Installation.of(database, 60).after(Duration.ZERO)) {
            String bad =
                    site.org().ids(user -> user.get("IsActive").equals(true)).get(3);
            site.platform()
                    .fault(PlatformFault.always(Kind.REJECT_USER).withUser(bad).withMessage("no such login"));
            RunReport first = site.run();
            RunReport quiet = site.run();

            for (RunReport run : new RunReport[] {first, quiet}) {
                assertThat(site.server().changes(run.run(), Optional.empty(), "", 100))
                        .filteredOn(change -> change.sourceId().equals(bad))
                        .singleElement()
                        .extracting(Change::state, Change::message)
                        .containsExactly("rejected", "no such login");
            }
            site.platform().clearFaults();
            site.after(Duration.ofMinutes(61));

            assertThat(site.run().counts().created()).isEqualTo(1);
            assertThat(site.users()).containsKey(bad);
        }
    }

    @ParameterizedTest
    @EnumSource
    void areNotRemovedUntilTheyLeaveTheSelection(TestDatabase database) {
        try (Installation site = Installation.of(database, 60)) {
            site.run();
            String bad = site.users().keySet().iterator().next();
            site.org().edit(bad, java.util.Map.of("Department", "Unknown"));
            site.platform().fault(PlatformFault.always(Kind.REJECT_USER).withUser(bad));
            assertThat(site.run().counts().rejected()).isEqualTo(1);
            assertThat(site.run().counts().deleted()).isZero();
            site.platform().clearFaults();

            site.org().edit(bad, java.util.Map.of("IsActive", false));

            assertThat(site.run().counts().deleted()).isEqualTo(1);
            assertThat(site.users()).doesNotContainKey(bad);
        }
    }
}
