package io.connectors.salesforce.config.allow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The secrets of this machine that whoever has the console's token may put to use: files below some folders, and variables of some names.
 * The process's own are never among them.
 */
public final class SecretSources {
    private static final int LONGEST_NAME = 200;
    /** What Kubernetes and clouds mount below /run/secrets by themselves: who this pod is, and nothing a connector needs. */
    private static final List<String> IDENTITIES = List.of("kubernetes.io", "eks.amazonaws.com", "azure/tokens");

    private final List<Path> folders;
    private final Predicate<String> variables;
    private final Predicate<Path> own;

    /**
     * Some sources.
     *
     * @param variables whether a variable of a name may be used
     * @param own whether a file, by its real path, is one of the process's own
     */
    public SecretSources(List<Path> folders, Predicate<String> variables, Predicate<Path> own) {
        this.folders = List.copyOf(folders);
        this.variables = variables;
        this.own = own;
    }

    /** No source at all. */
    public static SecretSources none() {
        return new SecretSources(List.of(), name -> false, file -> false);
    }

    /** Whether an environment variable may be named. */
    public boolean variable(String name) {
        return name.length() <= LONGEST_NAME && variables.test(name);
    }

    /** Whether a file may be named: by its real path, links resolved; also one that is not there yet. */
    public boolean file(String name) {
        return real(name)
                .filter(file -> folders.stream().anyMatch(folder -> below(folder, file)) && !own.test(file))
                .isPresent();
    }

    /** The folders as they are written, for messages. */
    public List<Path> folders() {
        return folders;
    }

    private static boolean below(Path folder, Path file) {
        try {
            Path real = folder.toRealPath();
            if (!file.startsWith(real) || file.equals(real)) {
                return false;
            }
            Path rest = real.relativize(file);
            return IDENTITIES.stream().noneMatch(rest::startsWith);
        } catch (IOException missing) {
            return false;
        }
    }

    /** A file's path without links; empty where that cannot be known, as for a link that leads nowhere. */
    private static Optional<Path> real(String name) {
        try {
            return Optional.of(real(Path.of(name).toAbsolutePath()));
        } catch (IOException | InvalidPathException unknown) {
            return Optional.empty();
        }
    }

    private static Path real(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (NoSuchFileException missing) {
            Path name = file.getFileName();
            boolean plain = name != null
                    && !name.toString().equals("..")
                    && !name.toString().equals(".");
            if (!plain || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw missing;
            }
            return real(file.getParent()).resolve(name);
        }
    }
}
