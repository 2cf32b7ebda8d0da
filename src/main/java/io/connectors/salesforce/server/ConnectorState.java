package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Problem;
import io.connectors.salesforce.config.Schedule;
import io.connectors.salesforce.config.Severity;
import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a connector is, at a glance.
 *
 * @param connector the one in force; absent where its file never was valid
 * @param problems of its file and of its mapping's
 * @param lastRun the last one that was neither skipped nor a preview
 * @param failed the run or preview that makes it {@link Health#FAILED}
 * @param nextRun in the time zone of its schedule
 * @param held the run that waits for a decision
 */
public record ConnectorState(
        String id,
        Optional<Connector> connector,
        List<Problem> problems,
        Health health,
        Optional<RunReport> lastRun,
        Optional<RunReport> failed,
        Optional<Instant> lastSuccess,
        Optional<ZonedDateTime> nextRun,
        Optional<RunReport> held,
        Optional<String> running) {

    static ConnectorState of(String id, ConnectorServer server, Instant now) {
        Optional<Connector> connector = server.connectors().find(id);
        List<Problem> problems = new ArrayList<>(server.connectors().problems(id));
        connector.ifPresent(
                valid -> server.mappings().problems(valid.mapping()).forEach(wrong -> problems.add(problem(wrong))));
        connector
                .filter(valid -> valid.server().equals(server.name()))
                .filter(valid -> !server.serves(valid.platform().type()))
                .ifPresent(valid -> problems.add(unserved(id, valid.platform().type())));
        Optional<RunReport> last = server.last(id, null);
        Optional<RunReport> completed = server.last(id, Status.COMPLETED);
        Optional<String> running = here(id, server)
                .or(() -> last.filter(run -> run.status() == Status.RUNNING && server.claimed(id))
                        .map(RunReport::run));
        boolean due = connector
                .filter(valid -> valid.active() && valid.server().equals(server.name()))
                .isPresent();
        Optional<Instant> success = completed.map(run -> run.started().plusMillis(run.durationMs()));
        Optional<RunReport> latest = server.latest(id);
        Health health = Health.of(new Health.Facts(
                connector.isPresent() && problems.stream().noneMatch(each -> each.severity() == Severity.ERROR),
                due,
                running.isPresent(),
                latest.map(RunReport::status),
                last.map(RunReport::status),
                connector.filter(valid -> overdue(valid, success, now)).isPresent()));
        return new ConnectorState(
                id,
                connector,
                problems,
                health,
                last,
                latest.filter(run -> run.status() == Status.FAILED)
                        .or(() -> last)
                        .filter(run -> health == Health.FAILED),
                success,
                connector.filter(valid -> due).flatMap(valid -> next(valid.schedule(), now)),
                last.filter(run -> run.status() == Status.HELD),
                running);
    }

    private static Optional<ZonedDateTime> next(Schedule schedule, Instant now) {
        return schedule.nextAfter(now).map(at -> at.atZone(schedule.timeZone()));
    }

    /** The word the API had before there was {@link #health}. */
    public String state() {
        boolean elsewhere =
                health == Health.INACTIVE && connector.filter(Connector::active).isPresent();
        return switch (health) {
            case HEALTHY -> "ok";
            case NEVER_RUN -> "waiting";
            case INACTIVE -> elsewhere ? "elsewhere" : "inactive";
            default -> health.toString();
        };
    }

    /** One of a mapping's file as one of a connector's: the column is the key. */
    public static Problem problem(io.connectors.salesforce.mapping.Problem wrong) {
        return new Problem(Severity.ERROR, wrong.file(), wrong.line(), wrong.column(), wrong.message());
    }

    /** That no route takes batches for a connector's platform. */
    public static Problem unserved(String id, String type) {
        return new Problem(
                Severity.ERROR,
                id + ".yaml",
                1,
                "platform.type",
                type
                        + " has no route. Allowed: rest, or the TYPE of a platform-TYPE.camel.yaml in the folder of routes, which is"
                        + " read when the server starts.");
    }

    /** Previews too. */
    private static Optional<String> here(String id, ConnectorServer server) {
        return server.active().stream()
                .filter(run -> run.connector().id().equals(id))
                .map(Run::id)
                .findFirst();
    }

    /** Whether two firings have passed since the last success. */
    private static boolean overdue(Connector connector, Optional<Instant> success, Instant now) {
        return success.flatMap(connector.schedule()::nextAfter)
                .flatMap(connector.schedule()::nextAfter)
                .filter(now::isAfter)
                .isPresent();
    }
}
