package io.connectors.salesforce.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.reliability.History.Passage;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An installation whose process may lose its database at any moment, and everything it sends checked. */
final class Crashing implements AutoCloseable {
    final PowerCut power;
    final Installation site;
    private final Model model;
    private final History history;
    private int changes;

    Crashing(TestDatabase database, int users) {
        power = PowerCut.over(database.newUrl());
        site = Installation.of(database, users);
        site.set(
                        "platform",
                        "{ type: rest, url: \"%s\", token: demo-platform-token, batchSize: %d }"
                                .formatted(site.platform().url(), users / 60))
                .set("safeguards", "{ deletions: off }")
                .setting("database.url", power.url())
                .setting("lease.seconds", "1");
        model = new Model(site.org(), true);
        history = new History(site.platform());
        site.server();
    }

    /** Three join, twelve move, eight leave. */
    void change() {
        site.org().evolve(3, 12, 8, ++changes);
    }

    void passed(RunReport report, boolean reads) {
        history.passed(new Passage(report, reads, false, model.selected(), Set.of()));
    }

    /** The process that lost its database ends, and another begins. */
    void startsAnew() {
        assertThat(power.happened()).isTrue();
        site.restart();
        power.restore();
    }

    /** A run that meets the cut that was set. */
    void breaksOff(String where) {
        assertFails(where, site::run);
        assertThat(power.happened()).as(where).isTrue();
        startsAnew();
        passed(null, true);
    }

    /** Failed, or without a report where not even that could be had. */
    static void assertFails(String where, Supplier<RunReport> run) {
        try {
            assertThat(run.get().status()).as(where).isEqualTo(Status.FAILED);
        } catch (RuntimeException unreported) {
            assertThat(unreported).as(where).hasStackTraceContaining("SQLException");
        }
    }

    /** A run that is held for its deletions. */
    RunReport holds() {
        runsToItsEnd();
        site.set("safeguards", "{ deletions: 20% }");
        model.selected().stream().sorted().limit(100).forEach(user -> site.org().edit(user, Map.of("IsActive", false)));
        RunReport held = site.run();
        assertThat(held.status()).isEqualTo(Status.HELD);
        passed(held, true);
        return held;
    }

    void runsToItsEnd() {
        RunReport run = site.run();
        passed(run, true);
        assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
    }

    void converged(String where) {
        assertThat(site.users()).as(where).isEqualTo(model.platform());
    }

    @Override
    public void close() {
        site.close();
    }
}
