package io.connectors.salesforce;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the machine that some tests need; see {@link Needs}. */
public enum Tool {
    CHROMIUM("chromium chromium-browser google-chrome"),
    KUSTOMIZE("kubectl kustomize");

    private final String names;

    Tool(String names) {
        this.names = names;
    }

    /** The first of its names on the path. */
    public Optional<Path> program() {
        return Arrays.stream(names.split(" "))
                .flatMap(name -> folders().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> folders() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
    }

    String missing() {
        return "there is no " + names.replace(" ", " and no ") + " on the path; .ci/run installs what is missing";
    }
}
