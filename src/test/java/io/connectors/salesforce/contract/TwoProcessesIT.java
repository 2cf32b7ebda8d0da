package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Site.Ended;
import io.connectors.salesforce.contract.Site.Started;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 6, 5: one at a time, across processes too. */
class TwoProcessesIT {
    private static final int USERS = 600;
    /** Threads that bring batches to the platform: the pool's and the one that reads the plan. */
    private static final int AT_ONCE = 4;

    private final Site site = new Site();
    private final Connector acme = site.connector("acme", USERS, "platform.batchSize: 2");

    @BeforeEach
    void share() {
        site.setting("database.url", TestDatabase.POSTGRESQL.newUrl());
        site.setting("database.username", TestDatabase.POSTGRESQL.username());
        site.setting("lease.seconds", "2");
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void runAConnectorInOneOfThem() {
        acme.org().fault(OrgFault.on(Kind.SLOW, "Username", 1).withDelayMs(12_000));
        Started one = site.start("run", "acme", "--json");
        Started other = site.start("run", "acme", "--json");

        List<Ended> ended = List.of(one.end(), other.end());

        assertThat(ended).extracting(Ended::exit).containsOnly(0);
        assertThat(ended)
                .extracting(each -> each.report("acme").status())
                .containsExactlyInAnyOrder("completed", "skipped");
        assertThat(acme.platform().history())
                .hasSize(USERS / 2)
                .extracting(PlatformRequest::run)
                .containsOnly(ended.stream()
                        .map(each -> each.report("acme"))
                        .filter(report -> report.status().equals("completed"))
                        .findFirst()
                        .orElseThrow()
                        .run());
        assertThat(acme.there()).isEqualTo(acme.active());
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    @Test
    void letNobodySendWhoWasPausedBeyondHisLease() throws Exception {
        Started paused = site.start("run", "acme", "--json");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acme.batches() > 20);
        signal("STOP", paused.process());
        acme.edit(0, USERS, Map.of("Department", "Elsewhere"));
        Report second = site.run("acme", "--override-safeguards").report("acme").is("completed");
        int batches = acme.batches();

        signal("CONT", paused.process());
        Ended late = paused.end();

        assertThat(late.exit()).as(late.text()).isEqualTo(1);
        assertThat(late.report("acme").status()).isEqualTo("failed");
        assertThat(late.report("acme").reason()).contains("has taken connector acme over");
        // what had passed the last question for its lease when it was paused
        assertThat(acme.batches() - batches).as("requests after it woke up").isLessThanOrEqualTo(AT_ONCE);
        Set<String> overwritten = new HashSet<>();
        acme.since(batches).forEach(operation -> overwritten.add(operation.sourceId()));
        assertThat(acme.there()).isEqualTo(acme.active());
        assertThat(acme.platform().users("acme"))
                .allSatisfy((id, user) -> assertThat(overwritten.contains(id)
                                || user.path("User").path("Department").asText().equals("Elsewhere"))
                        .as(id)
                        .isTrue());
        Report third = site.run("acme").report("acme").is("completed");
        assertThat(third.count("unchanged"))
                .as("as the second left it: %s", second.json())
                .isEqualTo(USERS);
    }
}
