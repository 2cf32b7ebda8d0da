package io.connectors.salesforce.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connectors.salesforce.reliability.PowerCut.Moment;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A process may end between any two commits: the next run converges, and nobody is sent or deleted who should not be. */
class CrashTest {
    /** A commit of each stage, by a statement of its transaction and how often that was used in the run. */
    private static final Map<String, List<Point>> STAGES = Map.of(
            "claim", List.of(new Point("lease-claim", 1), new Point("run-insert", 1)),
            "read", List.of(new Point("staged-insert", 1)),
            "seal", List.of(new Point("run-update", 2)),
            "plan", List.of(new Point("plan-upserts", 1), new Point("plan-reason", 1)),
            "guard", List.of(new Point("run-update", 4)),
            "before a batch is sent", List.of(new Point("snapshot-sent", 2)),
            "before an answer is recorded",
                    List.of(new Point("snapshot-acknowledge", 2), new Point("snapshot-delete", 1)),
            "close", List.of(new Point("scope-update", 1)));

    private record Point(String statement, int nth) {}

    static Stream<Arguments> sides() {
        return Arrays.stream(TestDatabase.values())
                .flatMap(database -> Arrays.stream(Moment.values()).map(moment -> Arguments.of(database, moment)));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void convergesAfterACrashInEveryStage(TestDatabase database, Moment moment) {
        try (Crashing crashing = new Crashing(database, 300)) {
            crashing.runsToItsEnd();
            STAGES.forEach((stage, points) -> points.forEach(point -> {
                crashing.change();
                crashing.power.at(point.statement(), point.nth(), moment);
                crashing.breaksOff(stage + ", " + point);
                crashing.runsToItsEnd();
                crashing.converged(stage);
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("sides")
    void readsAnewAfterACrashAtAnyPage(TestDatabase database, Moment moment) {
        try (Crashing crashing = new Crashing(database, 4500)) {
            for (int page = 1; page <= 3; page++) {
                crashing.power.at("staged-insert", page, moment);
                crashing.breaksOff("page " + page);
                assertThat(crashing.site.platform().history()).isEmpty();
            }
            crashing.runsToItsEnd();
            crashing.converged("pages");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesAPlanHeldThatWasNotYetTakenUp(TestDatabase database) {
        try (Crashing crashing = new Crashing(database, 300)) {
            RunReport held = crashing.holds();
            crashing.power.at("run-reclaim", 1, Moment.BEFORE);
            assertThatThrownBy(() -> crashing.site.approve(held)).isInstanceOf(RuntimeException.class);
            crashing.startsAnew();

            RunReport approved = crashing.site.approve(held);

            assertThat(approved.status()).as(approved.reason()).isEqualTo(Status.COMPLETED);
            crashing.converged("approval");
        }
    }

    @ParameterizedTest
    @EnumSource
    void convergesAfterACrashOfAnApproval(TestDatabase database) {
        try (Crashing crashing = new Crashing(database, 300)) {
            RunReport held = crashing.holds();
            crashing.power.at("snapshot-delete", 2, Moment.BEFORE);
            Crashing.assertFails("approval", () -> crashing.site.approve(held));
            crashing.startsAnew();
            crashing.passed(null, false);

            RunReport next = crashing.site.run(false, false, true);

            crashing.passed(next, true);
            assertThat(next.status()).as(next.reason()).isEqualTo(Status.COMPLETED);
            RunReport broken = crashing.site.server().find(held.run()).orElseThrow();
            assertThat(broken.status()).isEqualTo(Status.FAILED);
            assertThat(broken.counts().deleted() + next.counts().deleted())
                    .as("deleted in both, and who was deleted without a record twice")
                    .isBetween(held.counts().deleted(), held.counts().deleted() + 15);
            History.addsUp(broken);
            crashing.converged("approval");
        }
    }
}
