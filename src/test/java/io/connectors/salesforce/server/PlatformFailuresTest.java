package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A platform that does not take what it is sent ends the run, and keeps what it took before. */
@Timeout(60)
class PlatformFailuresTest {

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 409, 500})
    void endTheRunWithTheCause(int status) {
        try (Installation site = Installation.of(TestDatabase.H2, 1500).setting("platform.retries", "2")) {
            site.platform().fault(PlatformFault.always(Kind.STATUS).withNth(3).withStatus(status));

            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("answered " + status, "The platform says no.");
            assertThat(failed.counts().created())
                    .isPositive()
                    .isEqualTo(site.users().size());
            assertThat(failed.counts().pending() + failed.counts().created())
                    .isEqualTo(failed.counts().read());

            site.platform().clearFaults();
            assertThat(site.run().counts().created()).isEqualTo(failed.counts().pending());
        }
    }

    @Test
    void endTheRunWhereEveryUserIsRefusedAlone() {
        try (Installation site = Installation.of(TestDatabase.H2, 50)) {
            site.platform()
                    .fault(PlatformFault.always(Kind.STATUS).withStatus(422).withMessage("no such attribute"));

            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("no such attribute");
        }
    }
}
