package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A read that is not proved complete fails the run, and nobody is removed for it. */
class FailedReadTest {

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "STATUS",
                "CUT_JSON",
                "EMPTY",
                "HTML",
                "DROP_RECORD",
                "DROP_PAGE",
                "FLIP_DONE",
                "DROP_NEXT",
                "REPEAT_PAGE",
                "DUPLICATE_RECORD",
                "TOTAL_SIZE",
                "RESET",
                "TRUNCATE"
            })
    void sendsNothingAndRemovesNobody(Kind kind) {
        try (Installation site = Installation.of(TestDatabase.H2, 4500)) {
            site.run();
            int requests = site.platform().history().size();
            site.org().fault(OrgFault.on(kind, "/query/0r8", 1).forEver());

            RunReport failed = site.run();

            assertThat(failed.status()).as(kind + ": " + failed).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).isNotBlank().doesNotContain("Unexpected");
            assertThat(site.platform().history()).hasSize(requests);
            site.org().clearFaults();
            RunReport next = site.run();
            assertThat(next.status()).as(next.reason()).isEqualTo(Status.COMPLETED);
        }
    }

    @Test
    void guessesNobodysFreezeWhereAPageCameTwice() {
        try (Installation site = Installation.of(TestDatabase.H2, 4500).set("frozenUsers", "exclude")) {
            site.org().ids(user -> true).forEach(id -> site.org().edit(id, Map.of("frozen", true)));
            site.org().fault(OrgFault.on(Kind.REPEAT_PAGE, "/query/0r8", 1));

            RunReport failed = site.run();

            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.reason()).contains("UserLogin", "twice");
            assertThat(site.platform().history()).isEmpty();
        }
    }
}
