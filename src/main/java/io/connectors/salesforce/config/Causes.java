package io.connectors.salesforce.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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

    /** The failure, its cause, and so on. */
    public static List<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
    }

    /**
     * Where an unexpected failure comes from, on one line for a log: kinds and places, the cause first. Its messages may hold
     * anything, people's data too, and are left out.
     */
    public static String trace(Throwable failure) {
        List<Throwable> causes = of(failure);
        return Stream.iterate(causes.size() - 1, i -> i >= 0, i -> i - 1)
                .map(i -> causes.get(i).getClass().getName() + places(causes.get(i)))
                .collect(Collectors.joining("; led to "));
    }

    private static String places(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(frame -> " at " + frame)
                .collect(Collectors.joining());
    }

    /** Why a file cannot be used, within a sentence. */
    public static String ofFile(IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return reason == null ? "input/output error" : reason.replaceAll("\\p{Cntrl}+", " ");
    }
}
