package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Ended;
import io.connectors.salesforce.contract.Site.Started;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 6, 6: kill it anywhere, the next run converges. */
class KillIT {
    private static final int USERS = 600;

    private final Site site = new Site();
    private final Connector acme = site.connector("acme", USERS, "platform.batchSize: 2");

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private void killWhileApplying(String... more) {
        int before = acme.batches();
        String[] arguments = new String[more.length + 2];
        arguments[0] = "run";
        arguments[1] = "acme";
        System.arraycopy(more, 0, arguments, 2, more.length);
        Started run = site.start(arguments);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acme.batches() > before + 20);
        run.kill();
        assertThat(acme.batches()).as("killed in the middle").isLessThan(before + USERS / 2);
    }

    @Test
    void convergesAfterAKillInTheMiddleOfApplying() {
        killWhileApplying();
        Set<String> arrived = acme.there();
        assertThat(arrived).hasSizeBetween(1, USERS - 1);
        // half of those who arrived leave before anybody could see them in the snapshot
        arrived.stream().limit(arrived.size() / 2).forEach(user -> acme.org().edit(user, Map.of("IsActive", false)));

        Report second = site.run("acme", "--override-safeguards").report("acme").is("completed");

        Set<String> superfluous = new HashSet<>(acme.there());
        superfluous.removeAll(acme.active());
        assertThat(superfluous)
                .as("left after they arrived (%s had), report %s", arrived.size(), second.json())
                .isEmpty();
        assertThat(acme.there()).isEqualTo(acme.active());
        assertThat(second.count("read")).isEqualTo(acme.active().size());
        int batches = acme.batches();
        Report third = site.run("acme").report("acme").is("completed");
        assertThat(third.count("unchanged")).isEqualTo(third.count("read"));
        assertThat(acme.batches()).isEqualTo(batches);
        assertThat(acme.platform().history())
                .extracting(PlatformRequest::status)
                .containsOnly(200);
    }

    @Test
    void sendsAgainAChangeThatWasTakenBack() {
        site.setting("lease.seconds", "5");
        site.run("acme").report("acme").is("completed");
        acme.edit(0, USERS, Map.of("Department", "Elsewhere"));
        killWhileApplying("--override-safeguards");
        acme.edit(0, USERS, Map.of("Department", "Taken back"));

        site.run("acme", "--override-safeguards").report("acme").is("completed");

        assertThat(acme.platform().users("acme").values())
                .hasSize(USERS)
                .allMatch(user -> user.path("User").path("Department").asText().equals("Taken back"));
    }

    @Test
    void cancelsOnSigtermAndKeepsWhatWasAcknowledged() {
        Started run = site.start("run", "acme", "--json");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acme.batches() > 20);
        run.process().destroy();

        Ended ended = run.end();

        assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
        Report cancelled = ended.report("acme").is("cancelled");
        assertThat(cancelled.count("created")).isEqualTo(acme.there().size());
        assertThat(cancelled.count("pending")).isEqualTo(USERS - acme.there().size());
        Report next = site.run("acme").report("acme").is("completed");
        assertThat(next.count("unchanged")).isEqualTo(cancelled.count("created"));
        assertThat(acme.there()).isEqualTo(acme.active());
    }

    @Test
    void neverRunsAConnectorTwiceAtOnce() {
        acme.org().fault(OrgFault.on(Kind.SLOW, "Username", 1).withDelayMs(6_000));
        Started first = site.start("run", "acme", "--json");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acme.org().apiCalls() > 0);

        Ended second = site.run("acme");

        // a remedy where the embedded database is held by another process, else skipped
        assertThat(second.exit()).as(second.text()).isIn(0, 2);
        if (second.exit() == 0) {
            second.report("acme").is("skipped");
        } else {
            assertThat(second.err()).contains("database");
        }
        first.end().report("acme").is("completed").counts(USERS, 0, USERS, 0, 0, 0);
        assertThat(acme.batches()).isEqualTo(USERS / 2);
    }
}
