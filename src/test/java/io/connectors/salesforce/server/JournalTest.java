package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was sent without an answer is remembered: the platform may have it. */
class JournalTest {

    private static Installation silentPlatform(TestDatabase database) {
        Installation site = Installation.of(database, 150).setting("platform.retries", "1");
        site.platform().fault(PlatformFault.always(Kind.APPLY_THEN_DROP));
        return site;
    }

    @ParameterizedTest
    @EnumSource
    void deletesAUserWhoseCreationMayHaveArrived(TestDatabase database) {
        try (Installation site = silentPlatform(database)) {
            RunReport failed = site.run();
            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.counts().created()).isZero();
            assertThat(site.users()).as("the platform took them all the same").isNotEmpty();
            String leaver = site.users().keySet().iterator().next();
            site.org().edit(leaver, Map.of("IsActive", false));
            site.platform().clearFaults();

            RunReport next = site.run();

            assertThat(next.status()).as(next.reason()).isEqualTo(Status.COMPLETED);
            assertThat(next.counts().deleted()).isEqualTo(1);
            assertThat(site.users()).doesNotContainKey(leaver).hasSize((int)
                    next.counts().read());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsAgainAChangeThatWasTakenBack(TestDatabase database) {
        try (Installation site = Installation.of(database, 150).setting("platform.retries", "1")) {
            site.run();
            String someone = List.copyOf(site.users().keySet()).get(4);
            Object before = site.org().user(someone).get("Department");
            site.org().edit(someone, Map.of("Department", "Elsewhere"));
            site.platform().fault(PlatformFault.always(Kind.APPLY_THEN_DROP));
            site.run();
            assertThat(site.users().get(someone).at("/User/Department").textValue())
                    .isEqualTo("Elsewhere");
            site.org().edit(someone, Map.of("Department", before));
            site.platform().clearFaults();

            assertThat(site.run().counts().updated()).isEqualTo(1);
            assertThat(site.users().get(someone).at("/User/Department").textValue())
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsOnlyWhatTheUserItselfWasAnswered(TestDatabase database) {
        try (Installation site = Installation.of(database, 150)) {
            site.set(
                    "platform",
                    "{ type: rest, url: \"" + site.platform().url()
                            + "\", token: demo-platform-token, batchSize: 50 }");
            site.platform().fault(PlatformFault.once(Kind.DROP_RESULT));
            site.platform().fault(PlatformFault.once(Kind.SHUFFLE_RESULTS));
            site.platform().fault(PlatformFault.once(Kind.UNKNOWN_RESULT));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.users()).hasSize((int) run.counts().created());
            assertThat(site.run().counts().unchanged()).isEqualTo(run.counts().read());
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsARejectedUserApartFromTheOthers(TestDatabase database) {
        try (Installation site = Installation.of(database, 150)) {
            site.run();
            String bad = List.copyOf(site.users().keySet()).get(4);
            String good = List.copyOf(site.users().keySet()).get(5);
            site.org().edit(bad, Map.of("Department", "Unacceptable"));
            site.org().edit(good, Map.of("Department", "Fine"));
            site.platform()
                    .fault(PlatformFault.always(Kind.REJECT_USER).withUser(bad).withMessage("no such department"));

            RunReport run = site.run();

            assertThat(run.status()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().rejected()).isEqualTo(1);
            assertThat(run.counts().updated()).isEqualTo(1);
            int requests = site.platform().history().size();
            RunReport again = site.run();
            assertThat(again.counts().rejected()).as("its retry is not due").isEqualTo(1);
            assertThat(site.platform().history()).hasSize(requests);
            assertThat(site.users()).containsKey(bad);

            site.platform().clearFaults();
            site.org().edit(bad, Map.of("Department", "Sales"));
            assertThat(site.run().counts().updated()).as("mended in the org").isEqualTo(1);
        }
    }
}
