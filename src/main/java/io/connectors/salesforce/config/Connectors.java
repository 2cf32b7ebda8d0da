package io.connectors.salesforce.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The connectors of one folder at one moment. A wrong file is listed with every problem at once and takes no other file
 * with it. Immutable; a changed folder is read anew.
 */
public final class Connectors {
    private final SortedMap<String, ConnectorFile> files;
    private final List<Problem> folderProblems;
    private final boolean readable;

    private Connectors(SortedMap<String, ConnectorFile> files, List<Problem> folderProblems, boolean readable) {
        this.files = files;
        this.folderProblems = folderProblems;
        this.readable = readable;
    }

    /**
     * Reads every {@code *.yaml} of a folder; hidden files and other names are passed over. Never throws for what it
     * finds there.
     *
     * @param placeholders as in {@link Surroundings}
     * @param mappings whether there is a mapping of a name
     */
    public static Connectors read(Path folder, UnaryOperator<String> placeholders, Predicate<String> mappings) {
        return read(folder, new Surroundings(placeholders, mappings));
    }

    /** Reads every {@code *.yaml} of a folder, as {@link #read(Path, UnaryOperator, Predicate)} does. */
    static Connectors read(Path folder, Surroundings surroundings) {
        SortedMap<String, ConnectorFile> files = new TreeMap<>();
        List<Problem> folderProblems = new ArrayList<>();
        boolean readable = true;
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                if (name.endsWith(".yml") && !name.startsWith(".")) {
                    folderProblems.add(
                            warning(name, "The file is passed over: its name ends in .yml. Rename it to .yaml."));
                } else if (name.endsWith(ConnectorFile.SUFFIX) && !name.startsWith(".") && !Files.isDirectory(path)) {
                    ConnectorFile file = ConnectorFile.read(path, surroundings);
                    files.put(file.id(), file);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            readable = false;
            folderProblems.add(warning(
                    folder.toString(),
                    "The folder cannot be read, so there are no connectors. Create it, or set connectors.dir."));
        }
        return new Connectors(files, List.copyOf(folderProblems), readable);
    }

    /**
     * These connectors as they are in force after earlier ones: an invalid file keeps the last valid version of its connector,
     * a folder that cannot be read keeps them all. The problems are those of the present files.
     */
    public Connectors after(Connectors earlier) {
        if (!readable) {
            return new Connectors(earlier.files, folderProblems, false);
        }
        SortedMap<String, ConnectorFile> kept = new TreeMap<>(files);
        kept.replaceAll((id, file) -> file.connector().isPresent() ? file : file.keeping(earlier.find(id)));
        return new Connectors(kept, folderProblems, true);
    }

    /**
     * Reads one file's text that need not be saved yet, with the same rules.
     *
     * @param file its name with {@code .yaml}
     */
    public static Connectors of(String file, String text, UnaryOperator<String> placeholders) {
        ConnectorFile read = ConnectorFile.read(file, text, new Surroundings(placeholders, mapping -> true));
        return new Connectors(new TreeMap<>(Map.of(read.id(), read)), List.of(), true);
    }

    /** Every connector whose file has no error, or had none before it was changed; active or not, by id. */
    public List<Connector> valid() {
        return files.values().stream()
                .map(ConnectorFile::connector)
                .flatMap(Optional::stream)
                .toList();
    }

    public Optional<Connector> find(String id) {
        return Optional.ofNullable(files.get(id)).flatMap(ConnectorFile::connector);
    }

    /** The ids of all files, of invalid ones too. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /** Errors and warnings by file and line. */
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(folderProblems);
        files.values().forEach(file -> all.addAll(file.problems()));
        return List.copyOf(all);
    }

    /** Errors and warnings of one file by line. */
    public List<Problem> problems(String id) {
        return Optional.ofNullable(files.get(id)).map(ConnectorFile::problems).orElse(List.of());
    }

    /** Whether the connector has a file, but a wrong one. */
    public boolean invalid(String id) {
        return problems(id).stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    private static Problem warning(String file, String message) {
        return new Problem(Severity.WARNING, file, 1, "", message);
    }
}
