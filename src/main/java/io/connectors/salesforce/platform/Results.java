package io.connectors.salesforce.platform;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.regex.Pattern;

/** The body a platform route leaves, as JSON; in any order. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Results(List<Result> results) {

    public Results {
        results = results == null ? List.of() : List.copyOf(results);
    }

    /**
     * One user's result.
     *
     * @param status created, updated, unchanged, deleted, rejected or deferred; anything else acknowledges nothing
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Result(String sourceId, String status, Refusal error) {

        /** Whether this answer says that the operation has been done. */
        boolean acknowledges(Operation operation) {
            if (status == null) {
                return false;
            }
            return switch (status) {
                case "created", "updated" -> !operation.deletion();
                case "unchanged" -> true;
                case "deleted" -> operation.deletion();
                default -> false;
            };
        }

        /** Whether the platform does not take the user, at least for now. */
        boolean rejects() {
            return "rejected".equals(status) || "deferred".equals(status);
        }

        /** Why. */
        Refusal refusal() {
            if (error != null) {
                return error;
            }
            return "deferred".equals(status) ? Refusal.DEFERRED : Refusal.UNEXPLAINED;
        }
    }

    /** Why the platform refused a user. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Refusal(String code, String message) {

        private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]+");
        static final Refusal DEFERRED =
                new Refusal("deferred", "The platform put the user off, and did not take them when asked again.");
        static final Refusal UNEXPLAINED = new Refusal("rejected", "The platform gave no cause.");

        public Refusal {
            code = limited(code == null ? "rejected" : code, 99);
            message = limited(message == null ? "The platform gave no cause." : message, 1999);
        }

        /** One line that every log and database can keep: no control characters, no half of a pair. */
        static String limited(String text, int length) {
            String start = text.length() <= length ? text : text.substring(0, length) + "…";
            return UNPRINTABLE.matcher(start).replaceAll(" ");
        }
    }
}
