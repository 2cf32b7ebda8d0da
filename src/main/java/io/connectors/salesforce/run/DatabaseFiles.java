package io.connectors.salesforce.run;

import io.connectors.salesforce.config.OwnersFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an embedded database. They hold documents while a run is in progress, so they are for their owner alone, whatever
 * the process's umask is; file systems without such rights are left as they are.
 */
final class DatabaseFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFiles.class);
    private static final String SCHEME = "jdbc:h2:";

    private final Path database;

    private DatabaseFiles(Path database) {
        this.database = database.toAbsolutePath();
    }

    /** Those of an H2 whose URL names a file; empty for any other. */
    static Optional<DatabaseFiles> of(String url) {
        if (!url.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String named = url.substring(SCHEME.length()).replaceFirst(";.*", "").replaceFirst("(?i)^file:", "");
        boolean other = named.matches("[A-Za-z]{2,}:.*") || named.isEmpty();
        return other
                ? Optional.empty()
                : Optional.of(new DatabaseFiles(Path.of(named.replaceFirst("^~", System.getProperty("user.home")))));
    }

    /** What of H2's own a file must not hold: it would write down statements that failed, with people's data. */
    static String quiet(String url) {
        return url.toUpperCase(Locale.ROOT).contains("TRACE_LEVEL_FILE") ? "" : ";TRACE_LEVEL_FILE=0";
    }

    /** Makes folder and file before H2 would, and takes the rights that others have to those that are there. */
    void protect() {
        if (OwnersFile.possible(database)) {
            changing(this::folder);
            changing(this::file);
            changing(this::narrow);
        }
    }

    private void changing(Change change) {
        try {
            change.make();
        } catch (IOException notOurs) {
            LOG.warn(
                    "The rights to the database's files at {} could not be changed. Make sure that only the connector"
                            + " server's user can read them.",
                    database);
        }
    }

    private void file() throws IOException {
        Path file = named(".mv.db");
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            OwnersFile.write(file, new byte[0]);
        }
    }

    private Path named(String ending) {
        return database.resolveSibling(database.getFileName() + ending);
    }

    private void folder() throws IOException {
        Path folder = database.getParent();
        if (Files.notExists(folder)) {
            OwnersFile.folder(folder);
        } else if (OwnersFile.shared(folder)) {
            if (own(folder)) {
                OwnersFile.narrow(folder);
                LOG.warn("Others could enter the database's folder {}. From now on only its owner can.", folder);
            } else {
                LOG.warn(
                        "Others can enter the database's folder {}, which was left as it is because it has other files too."
                                + " Name a folder for the database alone (database.url), or restrict this one: chmod 700.",
                        folder);
            }
        }
    }

    /** Whether nothing is in a folder but this database and what the connector server keeps beside it. */
    private boolean own(Path folder) throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> !ours(file))) {
            files.forEach(others::add);
        }
        return others.isEmpty();
    }

    private boolean ours(Path file) {
        return file.getFileName().toString().startsWith(database.getFileName() + ".");
    }

    private void narrow() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(database.getParent(), this::ours)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && OwnersFile.shared(file)) {
                    OwnersFile.narrow(file);
                    LOG.warn("Others could read {}. From now on only its owner can.", file);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }
}
