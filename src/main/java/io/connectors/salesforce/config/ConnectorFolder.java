package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.config.FolderProblem.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of connector files, for reading and for changing one of them. A file is replaced in one step, so that nobody reads
 * half of it, and the one before is kept as {@code <id>.yaml.bak}.
 */
public final class ConnectorFolder {
    private static final Pattern ACTIVE = Pattern.compile("(?m)^(active[ \\t]*:[ \\t]+)(\\S+)");

    private final Path folder;
    private final UnaryOperator<String> placeholders;
    private final Predicate<String> mappings;

    /** Parameters as those of {@link Connectors#read}. */
    public ConnectorFolder(Path folder, UnaryOperator<String> placeholders, Predicate<String> mappings) {
        this.folder = folder;
        this.placeholders = placeholders;
        this.mappings = mappings;
    }

    /** The connectors as the files say now. */
    public Connectors read() {
        return Connectors.read(folder, placeholders, mappings);
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
        } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
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
    public synchronized boolean put(String id, ObjectNode sent, Optional<String> basedOn) {
        String file = file(id);
        Optional<String> before = text(id);
        expect(file, before, basedOn);
        Options stored = Options.of(file, before.orElse(""));
        write(id, Options.of(sent).keepingSecretsOf(stored).yaml());
        return before.isEmpty();
    }

    /**
     * Switches a connector on or off by one line of its file.
     *
     * @throws FolderProblem if it is not written
     */
    public synchronized void activate(String id, boolean active, Optional<String> basedOn) {
        String file = file(id);
        Optional<String> before = text(id);
        expect(file, before, basedOn);
        String text = before.orElseThrow(() -> missing(file));
        Options wanted = Options.of(file, text);
        wanted.tree().put("active", active);
        String changed = line(text, active);
        // a file written as one flow mapping, say, has no such line
        boolean same = Options.of(file, changed).tree().equals(wanted.tree());
        write(id, same ? changed : wanted.yaml());
    }

    private static String line(String text, boolean active) {
        Matcher line = ACTIVE.matcher(text);
        return line.find()
                ? line.replaceFirst("$1" + active)
                : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + "active: " + active + "\n";
    }

    /**
     * Removes a connector's file; it is kept as {@code <id>.yaml.bak}.
     *
     * @throws FolderProblem if it is not removed
     */
    public synchronized void delete(String id, Optional<String> basedOn) {
        String file = file(id);
        Optional<String> before = text(id);
        expect(file, before, basedOn);
        if (before.isEmpty()) {
            throw missing(file);
        }
        changing(() -> Files.move(folder.resolve(file), backup(file), StandardCopyOption.REPLACE_EXISTING));
    }

    private static String file(String id) {
        if (!ConnectorFile.ID.matcher(id).matches()) {
            throw new FolderProblem(
                    Kind.MISSING,
                    "No connector can have that id. Allowed: lower-case letters, digits and '-'.",
                    List.of());
        }
        return id + ConnectorFile.SUFFIX;
    }

    private static FolderProblem missing(String file) {
        return new FolderProblem(Kind.MISSING, "There is no file " + file + ".", List.of());
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
            throw new FolderProblem(
                    Kind.STALE,
                    file + (before.isEmpty() ? " is gone" : " was changed")
                            + " meanwhile. Nothing was written; load it anew and repeat the change.",
                    List.of());
        }
    }

    private void write(String id, String text) {
        String name = id + ConnectorFile.SUFFIX;
        ConnectorFile read = ConnectorFile.read(name, text, placeholders, mappings);
        if (read.connector().isEmpty()) {
            throw new FolderProblem(
                    Kind.INVALID,
                    name + " was not written: some of its values are wrong.",
                    read.problems().stream()
                            .filter(problem -> problem.severity() == Severity.ERROR)
                            .toList());
        }
        Path file = folder.resolve(name);
        changing(() -> {
            Path fresh = folder.resolve("." + name + ".new");
            OwnersFile.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            if (Files.exists(file)) {
                likeBefore(file, fresh);
                Files.copy(file, backup(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
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
                throw readOnly();
            }
            change.make();
        } catch (java.nio.file.FileSystemException refused) {
            throw readOnly();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private FolderProblem readOnly() {
        return new FolderProblem(
                Kind.READ_ONLY,
                "The folder of connectors (connectors.dir) cannot be written. Change the file where it comes from.",
                List.of());
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }
}
