package io.connectors.salesforce.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What led to a failure. */
public final class Causes {
    /** Of a circle there is no end. */
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The failure, its cause, and so on. */
    public static List<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
    }
}
