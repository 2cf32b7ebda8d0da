package io.connectors.salesforce.config;

import java.util.List;

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

    public Kind kind() {
        return kind;
    }

    /** Of an invalid file; else empty. */
    public List<Problem> problems() {
        return problems;
    }
}
