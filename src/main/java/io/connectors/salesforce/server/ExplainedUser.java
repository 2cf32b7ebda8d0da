package io.connectors.salesforce.server;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.mapping.Document;
import io.connectors.salesforce.mapping.Rejection;
import io.connectors.salesforce.org.UserLookup;
import io.connectors.salesforce.run.Standing;
import io.connectors.salesforce.run.Standing.Fingerprint;
import io.connectors.salesforce.run.UserChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a user is at the platform or not.
 *
 * @param cause why the user is not selected: status, filter or not-visible
 * @param presence whether the platform has the user
 * @param next what the next run would do: create, update, delete, unchanged, reject, wait or none
 * @param why one or two sentences
 * @param record what Salesforce shows of the mapped fields, by field path
 * @param document what the platform would be sent, as JSON
 * @param runs the last runs that planned something for the user
 */
public record ExplainedUser(
        String salesforceId,
        Optional<String> cause,
        Presence presence,
        String next,
        String why,
        Optional<Map<String, Object>> record,
        Optional<String> document,
        Optional<Rejection> rejection,
        List<UserChange> runs) {

    static ExplainedUser of(
            Connector connector, UserLookup found, Standing standing, List<UserChange> runs, Instant now) {
        Optional<Document> document =
                found.mapped().filter(Document.class::isInstance).map(Document.class::cast);
        Optional<Rejection> rejection =
                found.mapped().filter(Rejection.class::isInstance).map(Rejection.class::cast);
        boolean selected = found.fate().equals("selected");
        Presence presence = Presence.of(standing, runs);
        String past = presence.past(standing, runs);
        Outcome outcome = selected
                ? selected(document, rejection, standing, past, now)
                : unselected(
                        found.fate(), standing, past, connector.safeguards().notVisibleRuns());
        return new ExplainedUser(
                found.id(),
                selected ? Optional.empty() : Optional.of(found.fate()),
                presence,
                outcome.next(),
                outcome.why(),
                found.values(),
                document.map(Document::json),
                rejection,
                runs);
    }

    private record Outcome(String next, String why) {}

    private static Outcome selected(
            Optional<Document> document, Optional<Rejection> rejection, Standing standing, String past, Instant now) {
        if (rejection.isPresent()) {
            return new Outcome(
                    "reject",
                    "Selected, but the mapping rejects the user: "
                            + rejection.get().message()
                            + (standing.sent() ? " The platform keeps what it has." : ""));
        }
        Fingerprint fresh = Fingerprint.of(document.orElseThrow().fingerprint());
        Optional<Standing.Refusal> refusal = standing.refusal()
                .filter(refused -> refused.fingerprint().equals(Optional.of(fresh)))
                .filter(refused -> refused.retryAt().isAfter(now));
        if (refusal.isPresent()) {
            return new Outcome(
                    "wait",
                    "Selected, but the platform refused this document ("
                            + refusal.get().code() + ": "
                            + refusal.get().message() + "). It is sent again from "
                            + refusal.get().retryAt() + " on, or as soon as it changes.");
        }
        if (standing.fingerprint().equals(Optional.of(fresh))) {
            return new Outcome("unchanged", "Selected, and the platform has this document already.");
        }
        if (standing.fingerprint().isPresent()) {
            return new Outcome("update", "Selected; the document differs from the one the platform has acknowledged.");
        }
        return standing.acknowledged()
                ? new Outcome(
                        "update",
                        "Selected. The platform has the user, but has not confirmed what was sent last. The next run sends"
                                + " it again.")
                : new Outcome("create", "Selected. " + past + " The next run creates the user.");
    }

    private static Outcome unselected(String cause, Standing standing, String past, int notVisibleRuns) {
        String reason =
                switch (cause) {
                    case "status" -> "Not selected: the user's status is not one the connector imports. ";
                    case "filter" ->
                        "Not selected: the user's type or the connector's filter (userTypes, where) leaves them out. ";
                    default ->
                        "The connector cannot see the user in Salesforce: there is none of that Id, or a permission is"
                                + " missing. ";
                };
        if (!standing.sent()) {
            return new Outcome("none", reason + past);
        }
        boolean waits = cause.equals("not-visible") && standing.missingRuns() + 1 < notVisibleRuns;
        return waits
                ? new Outcome(
                        "wait",
                        reason + past + " The user stays there until " + notVisibleRuns
                                + " runs in a row did not see them (so far " + standing.missingRuns() + ").")
                : new Outcome("delete", reason + past + " The next run removes the user from the platform.");
    }
}
