package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.config.FolderProblem.Kind;
import io.connectors.salesforce.config.allow.SecretSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The folder of connector files, for reading and for changing one of them. A file is replaced in one step, so that nobody reads
 * half of it, and the one before is kept as {@code <id>.yaml.bak}.
 */
public final class ConnectorFolder {
    private static final int MOST_TRIES = 5;

    private final Path folder;
    private final Surroundings surroundings;
    private final SecretSources sources;

    /** One of which no change may name a secret; parameters as those of {@link Connectors#read}. */
    public ConnectorFolder(Path folder, UnaryOperator<String> placeholders, Predicate<String> mappings) {
        this(folder, new Surroundings(placeholders, mappings), SecretSources.none());
    }

    /** One of which a change may name those of some sources. */
    public ConnectorFolder(Path folder, Surroundings surroundings, SecretSources sources) {
        this.folder = folder;
        this.surroundings = surroundings;
        this.sources = sources;
    }

    public Connectors read() {
        return Connectors.read(folder, surroundings);
    }

    /** The version of each connector file, by name; empty where the folder cannot be read. */
    public Map<String, String> versions() {
        return versions(folder, "*" + ConnectorFile.SUFFIX);
    }

    /** The version of each file of a folder whose name matches a glob; a file that cannot be read has an empty one. */
    public static Map<String, String> versions(Path folder, String glob) {
        Map<String, String> versions = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            for (Path file : files) {
                versions.put(file.getFileName().toString(), version(file));
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return Map.of();
        }
        return versions;
    }

    private static String version(Path file) {
        try {
            boolean huge = Files.size(file) > ConnectorFile.MOST_BYTES;
            return huge
                    ? String.valueOf(Files.getLastModifiedTime(file))
                    : Version.of(SmallFile.bytes(file, ConnectorFile.MOST_BYTES));
        } catch (IOException | SmallFile.Unusable unreadable) {
            return "";
        }
    }

    /** A connector's file; empty where there is none. */
    public Optional<StoredConnector> find(String id) {
        return text(id).map(text -> StoredConnector.of(id + ConnectorFile.SUFFIX, text));
    }

    /** Whether files of this folder can be changed. */
    public boolean writable() {
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }

    /**
     * Makes a connector's file or writes it anew.
     *
     * @param sent its keys; a secret that is not among them keeps its value, null or an empty text removes it
     * @param basedOn the version the change is based on; {@code *} any, empty whatever there is
     * @return whether it is new
     * @throws FolderProblem if it is not written
     */
    public boolean put(String id, ObjectNode sent, Optional<String> basedOn) {
        String file = file(id);
        return change(id, basedOn, before -> {
            Options stored = Options.of(file, before.orElse(""));
            Options wanted = Options.of(sent);
            Options merged = wanted.keepingSecretsOf(stored);
            ConnectorChange.check(file, stored, wanted, merged, sources, surroundings.placeholders());
            return merged.yaml();
        });
    }

    /**
     * Switches a connector on or off by one line of its file.
     *
     * @throws FolderProblem if it is not written
     */
    public void activate(String id, boolean active, Optional<String> basedOn) {
        String file = file(id);
        change(
                id,
                basedOn,
                before -> ActiveLine.set(file, before.orElseThrow(() -> FolderProblem.missing(file)), active));
    }

    /**
     * Writes a file's new text. What that refers to is read without the lock, so no slow file keeps others waiting; where the file was
     * changed meanwhile, it is done again.
     *
     * @return whether the file is new
     */
    private boolean change(String id, Optional<String> basedOn, Function<Optional<String>, String> text) {
        String file = file(id);
        for (int tries = 1; ; tries++) {
            Optional<String> before = text(id);
            expect(file, before, basedOn);
            String changed = text.apply(before);
            valid(file, changed);
            if (replace(id, before, changed)) {
                return before.isEmpty();
            }
            if (tries == MOST_TRIES) {
                throw FolderProblem.stale(file, before);
            }
        }
    }

    private synchronized boolean replace(String id, Optional<String> before, String text) {
        if (!text(id).equals(before)) {
            return false;
        }
        write(id, text);
        return true;
    }

    /**
     * Removes a connector's file, and the one before that is kept beside it.
     *
     * @throws FolderProblem if it is not removed
     */
    public synchronized void delete(String id, Optional<String> basedOn) {
        String file = file(id);
        Optional<String> before = text(id);
        expect(file, before, basedOn);
        if (before.isEmpty()) {
            throw FolderProblem.missing(file);
        }
        changing(() -> {
            Files.deleteIfExists(backup(file));
            Files.delete(folder.resolve(file));
        });
    }

    /** Removes what is kept of a file that somebody has removed. */
    public synchronized void forgetBackup(String id) {
        Path backup = backup(file(id));
        if (Files.exists(backup)) {
            changing(() -> Files.delete(backup));
        }
    }

    private static String file(String id) {
        if (!ConnectorFile.ID.matcher(id).matches()) {
            throw FolderProblem.noId();
        }
        return id + ConnectorFile.SUFFIX;
    }

    private Optional<String> text(String id) {
        Path file = folder.resolve(id + ConnectorFile.SUFFIX);
        if (!ConnectorFile.ID.matcher(id).matches() || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SmallFile.text(file, ConnectorFile.MOST_BYTES));
        } catch (SmallFile.Unusable unreadable) {
            return Optional.of("");
        }
    }

    private static void expect(String file, Optional<String> before, Optional<String> basedOn) {
        boolean fits = basedOn.isEmpty()
                || before.filter(text ->
                                basedOn.get().equals("*") || basedOn.get().equals(Version.of(text)))
                        .isPresent();
        if (!fits) {
            throw FolderProblem.stale(file, before);
        }
    }

    private void valid(String name, String text) {
        ConnectorFile read = ConnectorFile.read(name, text, surroundings);
        if (read.connector().isEmpty()) {
            throw new FolderProblem(
                    Kind.INVALID,
                    name + " was not written: some of its values are wrong.",
                    read.problems().stream()
                            .filter(problem -> problem.severity() == Severity.ERROR)
                            .toList());
        }
    }

    private void write(String id, String text) {
        String name = id + ConnectorFile.SUFFIX;
        Path file = folder.resolve(name);
        changing(() -> {
            Path fresh = folder.resolve("." + name + ".new");
            OwnersFile.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            if (Files.exists(file)) {
                likeBefore(file, fresh);
                // it may hold secrets for longer than anybody thinks of it
                OwnersFile.write(backup(name), Files.readAllBytes(file));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /** A file that only its owner may read stays one. */
    private static void likeBefore(Path file, Path fresh) throws IOException {
        PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (rights != null) {
            Files.setPosixFilePermissions(fresh, rights.readAttributes().permissions());
        }
    }

    private Path backup(String file) {
        return folder.resolve(file + ".bak");
    }

    private void changing(Change change) {
        try {
            // the first connector may come before its folder
            Files.createDirectories(folder);
            if (!writable()) {
                throw FolderProblem.readOnly();
            }
            change.make();
        } catch (java.nio.file.FileSystemException refused) {
            throw FolderProblem.readOnly();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }
}
