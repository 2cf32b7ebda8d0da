package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Ended;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 6, 4: the snapshot belongs to one org and one platform. */
class ScopeIT {
    private final Site site = new Site();

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void createsEverybodyAtAnotherPlatformAndDeletesNobody() {
        Connector moved = site.connector("moved", 120);
        Connector switched = site.connector("switched", 120);
        Connector removed = site.connector("removed", 120);
        site.run("--all");
        int before = moved.batches();
        PlatformSimulator other = site.closing(PlatformSimulator.start(PlatformOptions.free()));
        site.options(moved, "platform.url: " + other.url());
        moved.org().edit(moved.user(3), java.util.Map.of("IsActive", false));
        switched.org().orgId("00D5g000000XyZwEAK");
        switched.org().edit(switched.user(3), java.util.Map.of("IsActive", false));
        site.options(removed, "active: false");
        removed.edit(1, 5, java.util.Map.of("IsActive", false));

        Ended second = site.run("moved", "switched", "removed");

        assertThat(second.exit()).as(second.text()).isEqualTo(3);
        second.report("moved").is("completed").counts(119, 0, 119, 0, 0, 0);
        assertThat(other.users("moved")).hasSize(119);
        assertThat(moved.batches()).as("nothing more goes to the old one").isEqualTo(before);
        second.report("switched").is("held");
        assertThat(switched.there()).hasSize(120);
        second.report("removed").is("skipped");
        assertThat(removed.there()).hasSize(120);
    }
}
