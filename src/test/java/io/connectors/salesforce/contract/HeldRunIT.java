package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.connectors.salesforce.contract.Site.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 6, 4: what becomes of a held run. */
class HeldRunIT {
    private static final Map<String, Object> LEFT = Map.of("IsActive", false);
    private static final Map<String, Object> BACK = Map.of("IsActive", true);

    private final Site site = new Site();
    private final Connector acme = site.connector("acme", 100);
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private Ended held;
    private String run;
    private int batches;

    @BeforeEach
    void holdsARun() throws IOException {
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        site.closing(() -> webhook.stop(0));
        site.setting(
                "notify.webhook", "http://127.0.0.1:" + webhook.getAddress().getPort());
        site.run("acme").report("acme").is("completed");
        acme.edit(1, 31, LEFT);
        acme.edit(50, 55, Map.of("Department", "Elsewhere"));
        batches = acme.batches();
        held = site.run("acme");
        assertThat(held.exit()).isEqualTo(3);
        run = held.report("acme").is("held").counts(70, 65, 0, 5, 30, 0).run();
        assertThat(acme.batches()).isEqualTo(batches);
        assertThat(posted)
                .as("before the command ended")
                .singleElement()
                .asString()
                .contains("held", run);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void appliesExactlyTheApprovedPlanButForWhoCameBack() {
        acme.edit(1, 4, BACK);
        String joined = acme.org().create(Map.of());
        acme.org().edit(acme.user(60), Map.of("Department", "Later"));
        Set<String> expected = new HashSet<>(acme.active());
        expected.remove(joined);

        Ended approved = site.command("approve", run);

        assertThat(approved.exit()).as(approved.text()).isZero();
        assertThat(approved.out()).contains("acme", "completed", "27");
        assertThat(acme.there()).isEqualTo(expected);
        assertThat(acme.deletedSince(batches)).hasSize(27).allMatch(each -> each.endsWith(" status"));
        assertThat(acme.document(acme.user(50)).toString()).contains("Elsewhere");
        assertThat(acme.document(acme.user(60)).toString()).doesNotContain("Later");

        int after = acme.batches();
        Ended again = site.command("approve", run);
        assertThat(again.exit()).as(again.text()).isEqualTo(1);
        Ended discarded = site.command("discard", run);
        assertThat(discarded.exit()).as(discarded.text()).isEqualTo(1);
        assertThat(acme.batches()).isEqualTo(after);

        site.run("acme").report("acme").is("completed").counts(74, 72, 1, 1, 0, 0);
        assertThat(acme.there()).isEqualTo(acme.active());
    }

    @Test
    void discardsThePlanAndPlansAnewUntilOverridden() {
        Ended discarded = site.command("discard", run);
        assertThat(discarded.exit()).as(discarded.text()).isZero();
        assertThat(acme.batches()).isEqualTo(batches);
        Ended refused = site.command("approve", run);
        assertThat(refused.exit()).as(refused.text()).isEqualTo(1);
        assertThat(acme.batches()).isEqualTo(batches);

        Ended preview = site.run("acme", "--preview");
        assertThat(preview.exit()).isZero();
        Report previewed = preview.report("acme").counts(70, 65, 0, 5, 30, 0);
        assertThat(previewed.status()).isEqualTo("previewed");
        assertThat(previewed.reason()).contains("30");

        Ended overridden = site.run("acme", "--override-safeguards");
        assertThat(overridden.exit()).as(overridden.text()).isZero();
        overridden.report("acme").is("completed").counts(70, 65, 0, 5, 30, 0);
        assertThat(acme.there()).isEqualTo(acme.active());
    }

    @Test
    void replacesAHeldPlanByTheNextRun() {
        acme.edit(1, 31, BACK);
        site.run("acme").report("acme").is("completed").counts(100, 95, 0, 5, 0, 0);
        int after = acme.batches();

        Ended approved = site.command("approve", run);

        assertThat(approved.exit()).as(approved.text()).isEqualTo(1);
        assertThat(acme.batches()).isEqualTo(after);
        assertThat(acme.there()).isEqualTo(acme.active());
    }
}
