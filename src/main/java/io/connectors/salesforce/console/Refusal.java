package io.connectors.salesforce.console;

import io.connectors.salesforce.config.Causes;
import io.connectors.salesforce.config.FolderProblem;
import io.connectors.salesforce.config.Mask;
import io.connectors.salesforce.config.Problem;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that is a problem (RFC 9457). */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    private final int status;
    private final String title;
    private final transient List<Problem> problems;

    private Refusal(int status, String title, String detail, List<Problem> problems) {
        super(detail);
        this.status = status;
        this.title = title;
        this.problems = List.copyOf(problems);
    }

    static Refusal badRequest(String detail) {
        return new Refusal(400, "The request cannot be understood", detail, List.of());
    }

    static Refusal unauthorized() {
        return new Refusal(
                401,
                "The token is missing or wrong",
                "Send the header Authorization: Bearer with the value of console.token. If it is not configured, serve prints"
                        + " the console's address with the token when it starts.",
                List.of());
    }

    static Refusal notFound(String detail) {
        return new Refusal(404, "There is no such thing", detail, List.of());
    }

    static Refusal notAllowed(String allowed) {
        return new Refusal(405, "The method is not allowed", "Allowed here: " + allowed + ".", List.of());
    }

    static Refusal conflict(String detail) {
        return conflict(detail, List.of());
    }

    static Refusal conflict(String detail, List<Problem> problems) {
        return new Refusal(409, "Not possible as things are", detail, problems);
    }

    static Refusal invalid(List<Problem> problems) {
        return new Refusal(422, "Some values are wrong", "Nothing was saved.", problems);
    }

    static Refusal tooLarge() {
        return new Refusal(413, "The body is too large", "A body may have 256 KiB.", List.of());
    }

    static Refusal orgFailed(String detail) {
        return new Refusal(502, "Salesforce could not be asked", detail, List.of());
    }

    static Refusal busy(String detail) {
        return new Refusal(503, "Too much to do", detail, List.of());
    }

    static Refusal misdirected() {
        return new Refusal(
                421,
                "The request names another host",
                "Only this machine is listened on, so only localhost and its addresses are answered. Open the console at"
                        + " http://localhost, let a proxy before it send Host: localhost, or set console.host.",
                List.of());
    }

    /** Logs what happened and where. */
    static Refusal unexpected(String what, Throwable cause) {
        LOG.error("{} failed: {}; {}", what, Mask.unknown().hideAll(String.valueOf(cause)), Causes.trace(cause));
        LOG.debug("Cause", cause);
        return new Refusal(500, "Something unexpected happened", "The log names the place.", List.of());
    }

    static Refusal of(FolderProblem problem) {
        return switch (problem.kind()) {
            case MISSING -> notFound(problem.getMessage());
            case STALE -> new Refusal(412, "The file was changed meanwhile", problem.getMessage(), List.of());
            case READ_ONLY -> conflict(problem.getMessage());
            case INVALID -> new Refusal(422, "Some values are wrong", problem.getMessage(), problem.problems());
        };
    }

    /** The methods of a 405; else empty. */
    Map<String, String> headers() {
        return status == 405 ? Map.of("Allow", getMessage().replaceFirst("Allowed here: (.*)\\.", "$1")) : Map.of();
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    List<Problem> problems() {
        return problems;
    }
}
