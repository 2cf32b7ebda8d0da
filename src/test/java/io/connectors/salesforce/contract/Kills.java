package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.contract.Site.Started;
import io.connectors.salesforce.reliability.History;
import io.connectors.salesforce.reliability.History.Passage;
import io.connectors.salesforce.run.Counts;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;

/** Processes that are killed at moments a seed chooses: after so many requests to the org, or so many batches. */
final class Kills implements AutoCloseable {
    private static final int USERS = 300;
    private static final int BATCH = 5;

    private final Random random;
    private final Site site = new Site();
    private final Connector acme = site.connector("acme", USERS, "platform.batchSize: " + BATCH);
    private final History history = new History(acme.platform());

    Kills(long seed) {
        random = new Random(seed);
    }

    /** Lets the org change, kills a run in the middle, and has the next one mend it. */
    void once() {
        acme.org().evolve(random.nextInt(5), 20 + random.nextInt(120), random.nextInt(60), random.nextLong());
        String when = kill();
        passed(null);

        Report next = site.run("acme", "--override-safeguards").report("acme").is("completed");

        passed(known(next));
        assertThat(acme.platform().users("acme")).as(when).isEqualTo(expected());
        assertThat(next.count("read")).as(when).isEqualTo(acme.active().size());
    }

    private String kill() {
        boolean reading = random.nextInt(3) == 0;
        int most = reading ? 4 : 30;
        int count = 1 + random.nextInt(most);
        long calls = acme.org().apiCalls();
        int batches = acme.batches();
        Started run = site.start("run", "acme", "--override-safeguards");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !run.process().isAlive()
                        || (reading ? acme.org().apiCalls() - calls : acme.batches() - batches) >= count);
        run.kill();
        return "killed at %s %d".formatted(reading ? "request" : "batch", count);
    }

    /** @param report null of a process that was killed, as nobody knows which answers it took */
    private void passed(RunReport report) {
        history.passed(new Passage(report, true, false, acme.active(), Set.of()));
    }

    private static RunReport known(Report report) {
        Counts counts = new Counts(
                report.count("read"),
                report.count("unchanged"),
                report.count("created"),
                report.count("updated"),
                report.count("deleted"),
                report.count("rejected"),
                report.count("pending"),
                report.count("missing"));
        return new RunReport(
                "acme",
                report.run(),
                Status.COMPLETED,
                Trigger.MANUAL,
                false,
                counts,
                null,
                report.count("apiCalls"),
                Instant.EPOCH,
                0,
                List.of());
    }

    private Map<String, JsonNode> expected() {
        Map<String, JsonNode> users = new HashMap<>();
        acme.active().forEach(id -> {
            Map<String, Object> user = acme.org().user(id);
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put("Department", (String) user.get("Department"));
            document.put("Login", user.get("Username").toString().toLowerCase(Locale.ROOT));
            document.put("Name", (String) user.get("LastName"));
            users.put(id, JsonNodeFactory.instance.objectNode().set("User", document));
        });
        return users;
    }

    @Override
    public void close() throws Exception {
        site.close();
    }
}
