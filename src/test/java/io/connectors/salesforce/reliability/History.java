package io.connectors.salesforce.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.run.Counts;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a platform was sent, run after run, and what must hold of it whatever happened: nobody is sent again what the platform
 * has acknowledged, nobody is deleted without a true reason, a key means one content, and the counts of every report are those
 * of the history.
 */
public final class History {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Status> SILENT = Set.of(Status.PREVIEWED, Status.HELD, Status.SKIPPED);
    private static final Set<Status> SEALED = Set.of(Status.COMPLETED, Status.HELD);
    private static final Set<Integer> WHOLE = Set.of(400, 413, 422);
    private static final int NOT_VISIBLE_RUNS = 2;

    private final PlatformSimulator platform;
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Set<String> everSent = new HashSet<>();
    private final Map<String, String> acknowledged = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Map<String, Integer> unseen = new HashMap<>();
    private int checked;

    public History(PlatformSimulator platform) {
        this.platform = platform;
    }

    /**
     * One run or approval, and the org as it stood meanwhile.
     *
     * @param report null where the run was broken off, so that nobody knows which answers it took
     * @param reads whether it is a run of its own: not a preview, nor an approval
     * @param resend whether everybody was to be sent anew
     * @param selected users the connector is to bring, whether it can see them or not
     * @param hidden users the org does not show the connector
     */
    public record Passage(RunReport report, boolean reads, boolean resend, Set<String> selected, Set<String> hidden) {}

    /** What became of the users of one run. */
    private static final class Outcome {
        final Set<String> upserted = new HashSet<>();
        final Set<String> deleted = new HashSet<>();
    }

    /** Checks everything that came since the last passage. */
    public void passed(Passage passage) {
        if (passage.reads()) {
            passage.hidden().forEach(user -> unseen.merge(user, 1, Integer::sum));
        }
        List<PlatformRequest> all = platform.history();
        List<PlatformRequest> requests = all.subList(checked, all.size());
        checked = all.size();
        Outcome outcome = new Outcome();
        requests.forEach(request -> check(request, passage, outcome));
        if (passage.report() == null) {
            // an answer that was not taken in time leaves the user's state unknown
            outcome.upserted.forEach(acknowledged::remove);
        } else {
            check(passage.report(), requests, outcome);
            if (passage.reads() && SEALED.contains(passage.report().status())) {
                unseen.keySet().retainAll(passage.hidden());
            }
        }
    }

    private void check(PlatformRequest request, Passage passage, Outcome outcome) {
        assertThat(bodies.merge(request.key(), request.body(), (before, now) -> before))
                .as("I3: key %s means one content", request.key())
                .isEqualTo(request.body());
        assertThat(keys.merge(request.body(), request.key(), (before, now) -> before))
                .as("I3: a content goes out under one key within run %s", request.run())
                .isEqualTo(request.key());
        Map<String, String> results = results(request);
        for (JsonNode operation : tree(request.body()).path("operations")) {
            String user = operation.path("sourceId").asText();
            String answer = results.getOrDefault(user, "");
            if (operation.path("op").asText().equals("delete")) {
                delete(user, operation.path("reason").asText(), answer, passage, outcome);
            } else {
                upsert(user, operation.path("user").toString(), answer, passage, outcome);
            }
        }
    }

    private void upsert(String user, String document, String answer, Passage passage, Outcome outcome) {
        if (!passage.resend() || outcome.upserted.contains(user)) {
            assertThat(document)
                    .as("I1: %s is not sent again what the platform has acknowledged", user)
                    .isNotEqualTo(acknowledged.get(user));
        }
        everSent.add(user);
        acknowledged.remove(user);
        if (Set.of("created", "updated", "unchanged").contains(answer)) {
            acknowledged.put(user, document);
            refused.remove(user);
            outcome.upserted.add(user);
        } else if (answer.equals("rejected")) {
            refused.put(user, document);
        }
    }

    private void delete(String user, String reason, String answer, Passage passage, Outcome outcome) {
        assertThat(everSent).as("I2: only who was sent is deleted").contains(user);
        if (reason.equals("not-visible")) {
            assertThat(passage.hidden()).as("I2: who is not visible").contains(user);
            assertThat(unseen.getOrDefault(user, 0))
                    .as("I2: runs %s was out of sight", user)
                    .isGreaterThanOrEqualTo(NOT_VISIBLE_RUNS);
        } else {
            assertThat(reason).as("I2: the reason to delete %s", user).isIn("status", "filter");
            assertThat(passage.selected()).as("I2: who is selected stays").doesNotContain(user);
        }
        acknowledged.remove(user);
        if (answer.equals("deleted")) {
            refused.remove(user);
            outcome.deleted.add(user);
        }
    }

    private static void check(RunReport report, List<PlatformRequest> requests, Outcome outcome) {
        addsUp(report);
        if (SILENT.contains(report.status())) {
            assertThat(requests).as("sent by a run that is %s", report.status()).isEmpty();
            return;
        }
        assertThat(requests).allMatch(request -> request.run().equals(report.run()));
        Counts counts = report.counts();
        assertThat(counts.created() + counts.updated())
                .as("I5: users acknowledged, %s", report)
                .isEqualTo(outcome.upserted.size());
        assertThat(counts.deleted()).as("I5: users deleted, %s", report).isEqualTo(outcome.deleted.size());
        if (report.status() == Status.COMPLETED) {
            assertThat(counts.pending()).as("I5: pending, %s", report).isZero();
        }
    }

    /** I5 in one report. */
    static void addsUp(RunReport report) {
        Counts counts = report.counts();
        assertThat(counts.unchanged() + counts.created() + counts.updated() + counts.rejected() + counts.pending())
                .as("I5: %s", report)
                .isEqualTo(counts.read());
        assertThat(List.of(counts.unchanged(), counts.pending(), counts.missing()))
                .as("I5: %s", report)
                .allMatch(count -> count >= 0);
    }

    /** Whether the platform's last word on a user was no, to exactly this document: its retry is not due. */
    boolean refused(String user, JsonNode document) {
        return document.toString().equals(refused.get(user));
    }

    private static Map<String, String> results(PlatformRequest request) {
        Map<String, String> results = new HashMap<>();
        if (request.status() / 100 == 2 && !request.answer().startsWith("<")) {
            tree(request.answer())
                    .path("results")
                    .forEach(result -> results.put(
                            result.path("sourceId").asText(),
                            result.path("status").asText()));
        } else if (WHOLE.contains(request.status()) && request.operations().size() == 1) {
            results.put(request.operations().get(0).sourceId(), "rejected");
        }
        return results;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException garbage) {
            throw new AssertionError("Not JSON: " + json, garbage);
        }
    }
}
