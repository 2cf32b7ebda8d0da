package io.connectors.salesforce.config;

import java.util.List;
import java.util.Optional;

/** A change to a connector's file that was not made; the message says why and what to do. */
public final class FolderProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Kind {
        /** There is no such file, or no file may have that name. */
        MISSING,
        /** The file has another version than the change is based on. */
        STALE,
        /** The folder cannot be written. */
        READ_ONLY,
        /** The file would be wrong. */
        INVALID
    }

    private final Kind kind;
    private final transient List<Problem> problems;

    FolderProblem(Kind kind, String message, List<Problem> problems) {
        super(message);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    static FolderProblem noId() {
        return new FolderProblem(
                Kind.MISSING, "No connector can have that id. Allowed: lower-case letters, digits and '-'.", List.of());
    }

    static FolderProblem missing(String file) {
        return new FolderProblem(Kind.MISSING, "There is no file " + file + ".", List.of());
    }

    static FolderProblem stale(String file, Optional<String> before) {
        return new FolderProblem(
                Kind.STALE,
                file + (before.isEmpty() ? " is gone" : " was changed")
                        + " meanwhile. Nothing was written; load it anew and repeat the change.",
                List.of());
    }

    static FolderProblem readOnly() {
        return new FolderProblem(
                Kind.READ_ONLY,
                "The folder of connectors (connectors.dir) cannot be written. Change the file where it comes from.",
                List.of());
    }

    public Kind kind() {
        return kind;
    }

    /** Of an invalid file; else empty. */
    public List<Problem> problems() {
        return problems;
    }
}
