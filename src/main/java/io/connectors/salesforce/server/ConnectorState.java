package io.connectors.salesforce.server;

import com.fasterxml.jackson.annotation.JsonValue;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Problem;
import io.connectors.salesforce.config.Severity;
import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a connector is, at a glance.
 *
 * @param connector the one in force; absent where its file never was valid
 * @param problems of its file and of its mapping's
 * @param lastRun the last one that was neither skipped nor a preview
 * @param held the run that waits for a decision
 */
public record ConnectorState(
        String id,
        Optional<Connector> connector,
        List<Problem> problems,
        Word word,
        Optional<RunReport> lastRun,
        Optional<Instant> lastSuccess,
        Optional<Instant> nextRun,
        Optional<RunReport> held,
        Optional<String> running) {

    /** What a person should know first. */
    public enum Word {
        INVALID,
        INACTIVE,
        ELSEWHERE,
        RUNNING,
        HELD,
        FAILED,
        OVERDUE,
        WAITING,
        OK;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
        return new ConnectorState(
                id,
                connector,
                problems,
                word(connector, problems, due, last, running, success, now),
                last,
                success,
                due ? connector.orElseThrow().schedule().nextAfter(now) : Optional.empty(),
                last.filter(run -> run.status() == Status.HELD),
                running);
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

    private static Word word(
            Optional<Connector> connector,
            List<Problem> problems,
            boolean due,
            Optional<RunReport> last,
            Optional<String> running,
            Optional<Instant> success,
            Instant now) {
        if (connector.isEmpty() || problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            return Word.INVALID;
        }
        if (running.isPresent()) {
            return Word.RUNNING;
        }
        if (!due) {
            return connector.get().active() ? Word.ELSEWHERE : Word.INACTIVE;
        }
        if (last.isEmpty()) {
            return Word.WAITING;
        }
        return switch (last.get().status()) {
            case HELD -> Word.HELD;
            case COMPLETED, CANCELLED -> {
                boolean overdue = overdue(connector.get(), success, now);
                yield overdue ? Word.OVERDUE : success.isPresent() ? Word.OK : Word.WAITING;
            }
            default -> Word.FAILED;
        };
    }

    /** Whether two firings have passed since the last success. */
    private static boolean overdue(Connector connector, Optional<Instant> success, Instant now) {
        return success.flatMap(connector.schedule()::nextAfter)
                .flatMap(connector.schedule()::nextAfter)
                .filter(now::isAfter)
                .isPresent();
    }
}
