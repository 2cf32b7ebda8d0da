package io.connectors.salesforce.server;

import com.fasterxml.jackson.annotation.JsonValue;
import io.connectors.salesforce.run.Change;
import io.connectors.salesforce.run.Standing;
import io.connectors.salesforce.run.UserChange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the platform has a user, by all that the connector sent and was answered. */
public enum Presence {
    /** It acknowledged the user. */
    THERE,
    /** The user was sent, and the platform did not answer for them. */
    UNCONFIRMED,
    /** It acknowledged the user's deletion. */
    REMOVED,
    /** It refused the user. */
    REFUSED,
    /** Nothing is on record that would have brought the user there. */
    ABSENT;

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd 'at' HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** @param changes what runs planned for the user at this platform, the latest first */
    static Presence of(Standing standing, List<UserChange> changes) {
        if (standing.acknowledged()) {
            return THERE;
        }
        if (standing.sent()) {
            return UNCONFIRMED;
        }
        Optional<UserChange> last = answered(changes);
        if (last.filter(Presence::removal).isPresent()) {
            return REMOVED;
        }
        boolean refused = last.filter(change -> change.change().state().equals("rejected"))
                .isPresent();
        return refused || standing.refusal().isPresent() ? REFUSED : ABSENT;
    }

    /** The platform's last answer for the user; what only the mapping said is none. */
    private static Optional<UserChange> answered(List<UserChange> changes) {
        return changes.stream()
                .filter(change -> !change.change().kind().equals("reject")
                        && !change.change().state().equals("planned"))
                .findFirst();
    }

    private static boolean removal(UserChange change) {
        return change.change().kind().equals("delete")
                && change.change().state().equals("acknowledged");
    }

    /** What happened so far, as a sentence. */
    String past(Standing standing, List<UserChange> changes) {
        Optional<UserChange> last = answered(changes);
        return switch (this) {
            case THERE ->
                last.filter(change -> change.change().kind().equals("delete")
                                && change.change().state().equals("rejected"))
                        .map(change -> "The platform refused to remove the user in the run of " + moment(change)
                                + told(change.change().code(), change.change().message()) + ".")
                        .orElse("The platform has the user.");
            case UNCONFIRMED -> "The user was sent, but the platform has not confirmed it.";
            case REMOVED ->
                last.map(change ->
                                "The platform removed the user in the run of " + moment(change) + because(change) + ".")
                        .orElseThrow();
            case REFUSED ->
                standing.refusal()
                        .map(refusal -> "The platform refused the user" + told(refusal.code(), refusal.message()) + ".")
                        .orElseGet(() -> last.map(UserChange::change)
                                .map(change ->
                                        "The platform refused the user" + told(change.code(), change.message()) + ".")
                                .orElseThrow());
            case ABSENT -> "There is no record that this connector sent the user to the platform.";
        };
    }

    private static String moment(UserChange change) {
        return MOMENT.format(Instant.parse(change.startedAt()));
    }

    private static String because(UserChange removal) {
        Change change = removal.change();
        if (change.reason() == null) {
            return "";
        }
        return switch (change.reason()) {
            case "status" -> " because of the user's status";
            case "filter" -> " because the user had left the selection";
            default -> " because Salesforce no longer showed the user";
        };
    }

    private static String told(String code, String message) {
        return " (" + code + (message == null || message.isEmpty() ? "" : ": " + message) + ")";
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
