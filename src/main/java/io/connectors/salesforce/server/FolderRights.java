package io.connectors.salesforce.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who else may write the folders this process reads. A route is code, so a folder of routes that others may write stops the start; of
 * other folders the log warns. What is mounted read-only is nobody's to write, and neither owner nor group of a container's mounts say more.
 */
final class FolderRights {
    private static final Logger LOG = LoggerFactory.getLogger(FolderRights.class);
    private static final int GROUP = 020;
    private static final int OTHERS = 002;
    private static final long MOST_FILES = 10_000;
    private static final Rights UNKNOWN = new Rights(-1, -1, 0);

    private FolderRights() {}

    /** Owner, group and mode of a file, as numbers. */
    record Rights(int owner, int group, int mode) {
        static Rights of(Path path) throws IOException {
            return new Rights(
                    (int) Files.getAttribute(path, "unix:uid"), (int) Files.getAttribute(path, "unix:gid"), (int)
                            Files.getAttribute(path, "unix:mode"));
        }

        /** Whether others than its owner, a process and root may write; a group with a user's number is that user alone. */
        boolean shared(Rights process) {
            return (mode & OTHERS) != 0
                    || (mode & GROUP) != 0 && group != owner && group != process.owner && group != 0;
        }

        /** Whether it belongs to another user than a process and root. */
        boolean foreign(Rights process) {
            return owner != 0 && owner != process.owner;
        }
    }

    /**
     * Looks at all folders that settings name.
     *
     * @throws IllegalArgumentException if others may write routes
     */
    static void check(Settings settings) {
        Rights process = process();
        Path routes = settings.folder("routes.dir");
        shared(routes, RouteFiles.SUFFIX, process).stream().findFirst().ifPresent(path -> {
            throw new IllegalArgumentException(path
                    + " can be written by other users, and a route is code that runs with the rights of this process."
                    + " Take their right away (chmod go-w), or name another folder by routes.dir.");
        });
        List<Path> folders = new ArrayList<>(
                List.of(Path.of("config"), settings.folder("connectors.dir"), settings.folder("mappings.dir")));
        settings.list("secrets.files").forEach(folder -> folders.add(Path.of(folder)));
        for (Path folder : folders) {
            shared(folder, "", process).stream()
                    .findFirst()
                    .ifPresent(path -> LOG.warn(
                            "{} can be written by other users, who can so change what this process does. Take their right"
                                    + " away (chmod go-w).",
                            path));
        }
        folders.add(routes);
        folders.stream()
                .filter(folder -> foreign(folder, process))
                .forEach(folder -> LOG.warn(
                        "{} belongs to another user than this process, who can so change what it does. Make it this process's or"
                                + " root's (chown), or mount it read-only.",
                        folder));
    }

    private static Rights process() {
        try {
            return Rights.of(Path.of("/proc/self"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return UNKNOWN;
        }
    }

    /** A folder and the files in it that others may write. */
    private static List<Path> shared(Path folder, String suffix, Rights process) {
        List<Path> shared = new ArrayList<>();
        try {
            if (!Files.isDirectory(folder) || Files.getFileStore(folder).isReadOnly()) {
                return shared;
            }
            if (Rights.of(folder).shared(process)) {
                shared.add(folder);
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(suffix))
                        .limit(MOST_FILES)
                        .toList()) {
                    if (Files.isRegularFile(file) && Rights.of(file).shared(process)) {
                        shared.add(file);
                    }
                }
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            // not a system with owners, groups and modes, or not to be seen: whoever reads it says so
        }
        return shared;
    }

    private static boolean foreign(Path folder, Rights process) {
        try {
            return process.owner >= 0
                    && Files.isDirectory(folder)
                    && !Files.getFileStore(folder).isReadOnly()
                    && Rights.of(folder).foreign(process);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
