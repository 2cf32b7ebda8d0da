package io.connectors.salesforce.config;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What led to a failure. */
public final class Causes {
    /** Of a circle there is no end. */
    private static final int DEEPEST = 20;

    private static final int FRAMES = 25;

    private Causes() {}

    /** Kinds and places in one line, without the messages. */
    public static String trace(Throwable failure) {
        return of(failure).stream()
                .map(cause -> cause.getClass().getName() + " at "
                        + Arrays.stream(cause.getStackTrace())
                                .limit(FRAMES)
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining(" < ")))
                .collect(Collectors.joining("; caused by "));
    }

    /** The failure, its cause, and so on. */
    public static List<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
    }
}
