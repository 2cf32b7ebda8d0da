package io.connectors.salesforce.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.mapping.Fill;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The runs' rows: one a run, from claim to close, and the tidying around them. */
final class RunRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** How long a cancelled run may go on with removing its import. */
    private static final Duration HURRIED = Duration.ofSeconds(3);

    private final State state;
    private final Leftovers leftovers;

    RunRecords(State state) {
        this.state = state;
        leftovers = new Leftovers(state);
    }

    /** The snapshot of a connector at its platform; an empty one at a new platform. */
    Scope scope(Connector connector) {
        String platform = platform(connector);
        return state.write(handle -> {
            state.update(handle, "scope-create")
                    .bind("connector", connector.id())
                    .bind("platform", platform)
                    .execute();
            return state.query(handle, "scope-read")
                    .bind("connector", connector.id())
                    .bind("platform", platform)
                    .map((row, context) -> new Scope(
                            row.getLong("scope"),
                            row.getString("org_id"),
                            row.getString("mapping_version"),
                            fill(row.getString("fill")),
                            row.getLong("users"),
                            row.getLong("known")))
                    .one();
        });
    }

    /** Tells the snapshots of one connector apart. */
    static String platform(Connector connector) {
        return connector.platform().type() + " " + connector.platform().url();
    }

    private static Fill fill(String text) {
        try {
            return text == null ? null : JSON.readValue(text, Fill.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The column fill is not what this program writes", broken);
        }
    }

    private static String text(Fill fill) {
        try {
            return fill == null ? null : JSON.writeValueAsString(fill);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Closes what a dead process left open, records a claimed run and removes the imports left behind. */
    void open(Run run) {
        abandonOthers(run);
        state.fenced(run, handle -> {
            insert(handle, run.id(), run.connector(), run.request(), Status.RUNNING, run.startedAt(), run);
            return null;
        });
        leftovers.dropOthers(run);
    }

    private void abandonOthers(Run run) {
        for (String dead : state.read(handle ->
                state.query(handle, "runs-abandoned", run).mapTo(String.class).list())) {
            leftovers.forgetDocuments(run, dead);
            state.write(handle -> state.update(handle, "run-abandon", run)
                    .bind("dead", dead)
                    .bind(
                            "reason",
                            "The process ended in the middle of the run. What the platform acknowledged is kept; run "
                                    + run.id() + " goes on from there.")
                    .execute());
        }
    }

    /** Takes a held run up again under a new epoch; what it was planned with (org, mapping) stays as recorded. */
    void reopen(Run run, RunReport held) {
        run.resume(held);
        state.fenced(run, handle -> {
            int rows = state.update(handle, "run-reclaim", run).execute();
            if (rows == 0) {
                throw notHeld(run.id());
            }
            return null;
        });
    }

    RunReport skipped(String id, Connector connector, RunRequest request, String why, Instant at) {
        return lone(id, connector, request, Status.SKIPPED, why, at);
    }

    RunReport failed(String id, Connector connector, RunRequest request, String why, Instant at) {
        return lone(id, connector, request, Status.FAILED, why, at);
    }

    /**
     * Whether a run by schedule has started since a firing was due; one that never ended because its process is dead does
     * not count.
     */
    boolean answered(Connector connector, Instant firing) {
        return state.read(handle -> state.query(handle, "run-answering")
                .bind("connector", connector.id())
                .bind("firing", firing.atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .findFirst()
                .isPresent());
    }

    private RunReport lone(String id, Connector connector, RunRequest request, Status status, String why, Instant at) {
        return state.write(handle -> {
            insert(handle, id, connector, request, status, at, null);
            state.update(handle, "run-explain")
                    .bind("reason", why)
                    .bind("run", id)
                    .execute();
            return read(handle, id).orElseThrow();
        });
    }

    private void insert(
            Handle handle, String id, Connector connector, RunRequest request, Status status, Instant at, Run claimed) {
        state.update(handle, "run-insert")
                .bind("run", id)
                .bind("connector", connector.id())
                .bind("scope", claimed == null ? null : claimed.scope().id())
                .bind("epoch", claimed == null ? 0 : claimed.epoch())
                .bind("status", status.word())
                .bind("stage", Stage.CLAIM.word())
                .bind("trigger", request.trigger().name().toLowerCase(Locale.ROOT))
                .bind("preview", request.preview())
                .bind("overridden", request.override())
                .bind("startedAt", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Writes the run's present state. */
    void save(Run run, long apiCalls) {
        state.fenced(run, handle -> {
            save(handle, run, apiCalls);
            // whatever becomes of the run, from now on the snapshot may hold users of this org
            return run.stage() == Stage.APPLY
                    ? state.update(handle, "scope-org", run).execute()
                    : 0;
        });
    }

    private void save(Handle handle, Run run, long apiCalls) {
        // an import without a plan is nothing that the next run could count on
        Counts counts = run.counts().equals(Counts.NONE) ? Counts.NONE : run.soFar();
        state.update(handle, "run-update", run)
                .bind("status", run.outcome().word())
                .bind("stage", run.stage().word())
                .bind("overridden", run.request().override())
                .bind("orgId", run.orgId())
                .bind("mappingVersion", run.mapping().version())
                .bind("leftOut", String.join("\n", run.leftOut()))
                .bind("fill", text(run.fill()))
                .bindMethods(counts)
                .bind("reason", run.reason())
                .bind("apiCalls", apiCalls)
                .bind("durationMs", run.durationMs())
                .execute();
    }

    /**
     * The last write of a run: its counts from the plan, its report. Before that it drops its import and what need not be kept, and
     * counts, which may take long and holds no lock on the lease.
     */
    RunReport close(Run run, long apiCalls) {
        if (run.outcome() != Status.HELD) {
            leftovers.forgetDocuments(run, run.id());
        }
        long begun = System.nanoTime();
        leftovers.dropImport(run, () -> !run.cancelled() || System.nanoTime() - begun < HURRIED.toNanos());
        Counts settled = settle(run);
        return state.fenced(run, handle -> {
            run.settle(settled);
            if (run.outcome() == Status.COMPLETED && run.counts().pending() > 0) {
                run.end(
                        Status.FAILED,
                        run.counts().pending() + " planned users were not delivered although no request"
                                + " failed. Run the connector again; the next run sends them.");
            }
            save(handle, run, apiCalls);
            if (run.outcome() == Status.COMPLETED) {
                state.update(handle, "scope-update", run).execute();
            }
            if (run.pulse().abandoned()) {
                state.update(handle, "lease-revoke", run).execute();
            }
            return read(handle, run.id()).orElseThrow();
        });
    }

    /** The counts of a run by what became of each change; a plan that was broken off before it was counted counts for none. */
    private Counts settle(Run run) {
        boolean sent = run.outcome() != Status.HELD && run.outcome() != Status.PREVIEWED;
        return sent ? settle(run.id(), run.counts()) : run.counts();
    }

    private Counts settle(String run, Counts planned) {
        if (planned.equals(Counts.NONE)) {
            return planned;
        }
        Map<String, Long> by = PlanCounts.of(state, run);
        long created = by.getOrDefault("create acknowledged", 0L);
        long updated = by.getOrDefault("update acknowledged", 0L);
        long deleted = by.getOrDefault("delete acknowledged", 0L);
        long refused = by.getOrDefault("create rejected", 0L) + by.getOrDefault("update rejected", 0L);
        long waiting = by.getOrDefault("create planned", 0L) + by.getOrDefault("update planned", 0L);
        long kept = by.getOrDefault("delete planned", 0L) + by.getOrDefault("delete rejected", 0L);
        return new Counts(
                planned.read(),
                planned.unchanged(),
                created,
                updated,
                deleted,
                by.getOrDefault("reject rejected", 0L) + refused,
                waiting,
                planned.missing() + kept);
    }

    private void forgetDocuments(Handle handle, String run) {
        state.update(handle, "plan-forget-documents").bind("run", run).execute();
    }

    /** A run in progress: whatever it will have become, it is running until that is recorded. */
    RunReport underway(Run run) {
        return report(run, Status.RUNNING, null, run.calls(), run.soFar());
    }

    /** A run in progress of another process: its counts by what it has written so far. */
    RunReport elsewhere(RunReport recorded) {
        return recorded.preview()
                ? recorded
                : recorded.with(counted(recorded).missing(recorded.counts().missing()));
    }

    /** A run that was in progress when its process died, as its connector's next run will close it. */
    RunReport abandoned(RunReport recorded) {
        return recorded.with(counted(recorded)).abandoned();
    }

    private Counts counted(RunReport recorded) {
        return settle(recorded.run(), recorded.counts());
    }

    /** The report of a run that may no longer write. */
    RunReport report(Run run, long apiCalls) {
        return report(run, run.outcome(), run.reason(), apiCalls, run.counts());
    }

    private static RunReport report(Run run, Status status, String reason, long apiCalls, Counts counts) {
        return new RunReport(
                run.connector().id(),
                run.id(),
                status,
                run.request().trigger(),
                run.request().preview(),
                counts,
                reason,
                apiCalls,
                run.startedAt(),
                run.durationMs(),
                run.leftOut());
    }

    Optional<RunReport> find(String run) {
        return state.read(handle -> read(handle, run));
    }

    private Optional<RunReport> read(Handle handle, String run) {
        return state.query(handle, "run-read")
                .bind("run", run)
                .map((row, context) -> report(row))
                .findOne();
    }

    private static RunReport report(ResultSet row) throws SQLException {
        String leftOut = row.getString("left_out");
        return new RunReport(
                row.getString("connector"),
                row.getString("run"),
                Status.of(row.getString("status")),
                Trigger.valueOf(row.getString("started_by").toUpperCase(Locale.ROOT)),
                row.getBoolean("preview"),
                new Counts(
                        row.getLong("selected"),
                        row.getLong("unchanged"),
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("deleted"),
                        row.getLong("rejected"),
                        row.getLong("pending"),
                        row.getLong("missing")),
                row.getString("reason"),
                row.getLong("api_calls"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getLong("duration_ms"),
                leftOut == null || leftOut.isEmpty() ? List.of() : List.of(leftOut.split("\n")));
    }

    /** The latest first, of those older than one if one is given. */
    List<RunReport> list(String connector, Optional<RunReport> before, int limit) {
        return state.read(handle -> state.query(handle, "run-list")
                .bind("connector", connector)
                .bind("before", before.map(RunReport::run).orElse(null))
                .bind(
                        "at",
                        before.map(run -> run.started().atOffset(ZoneOffset.UTC))
                                .orElse(null))
                .bind("limit", limit)
                .map((row, context) -> report(row))
                .list());
    }

    /** The last one that was neither skipped nor a preview; of a status, or null for any. */
    Optional<RunReport> last(String connector, Status status) {
        return state.read(handle -> state.query(handle, status == null ? "run-last" : "run-last-of")
                .bind("connector", connector)
                .bind("status", status == null ? null : status.word())
                .map((row, context) -> report(row))
                .findOne());
    }

    /** The latest one, previews too, that was not skipped. */
    Optional<RunReport> latest(String connector) {
        return state.read(handle -> state.query(handle, "run-latest")
                .bind("connector", connector)
                .map((row, context) -> report(row))
                .findOne());
    }

    List<Change> changes(String run, Optional<String> kind, Optional<String> status, String after, int limit) {
        return state.read(handle -> state.query(handle, "plan-list")
                .bind("run", run)
                .bind("kind", kind.orElse(null))
                .bind("state", status.orElse(null))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> change(row))
                .list());
    }

    /** How many changes of a run are of which kind in which state: {@code "create planned" -> 12}. */
    Map<String, Long> changeCounts(String run) {
        return PlanCounts.of(state, run);
    }

    static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getString("id"),
                row.getString("kind"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("code"),
                row.getString("message"));
    }

    RunReport discard(String run) {
        return state.write(handle -> {
            int rows = state.update(handle, "run-discard")
                    .bind("run", run)
                    .bind("status", Status.DISCARDED.word())
                    .bind("reason", "The plan was discarded. Nothing of it was sent. The next run makes a new plan.")
                    .execute();
            if (rows == 0) {
                throw notHeld(run);
            }
            forgetDocuments(handle, run);
            return read(handle, run).orElseThrow();
        });
    }

    private RunFailure notHeld(String run) {
        Optional<RunReport> now = find(run);
        if (now.filter(report -> report.status() == Status.HELD).isPresent()) {
            return new RunFailure(
                    "Run " + run + " was planned for another platform than the connector now names. Run the"
                            + " connector again, or set platform back.");
        }
        return now.map(RunReport::decided).orElseGet(() -> new RunFailure("There is no run " + run + "."));
    }
}
