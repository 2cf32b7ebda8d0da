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

    private Connectors(SortedMap<String, ConnectorFile> files, List<Problem> folderProblems) {
        this.files = files;
        this.folderProblems = folderProblems;
    }

    /**
     * Reads every {@code *.yaml} of a folder; hidden files and other names are passed over. Never throws for what it
     * finds there.
     *
     * @param placeholders gets a whole value that holds at least one <code>{{…}}</code> and answers it with all
     *     replaced, or null where an optional one has no value (the key then counts as left out); throws
     *     IllegalArgumentException for one that cannot be resolved
     * @param mappings whether there is a mapping of a name
     */
    public static Connectors read(Path folder, UnaryOperator<String> placeholders, Predicate<String> mappings) {
        SortedMap<String, ConnectorFile> files = new TreeMap<>();
        List<Problem> folderProblems = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                if (name.endsWith(".yml") && !name.startsWith(".")) {
                    folderProblems.add(
                            warning(name, "The file is passed over: its name ends in .yml. Rename it to .yaml."));
                } else if (name.endsWith(ConnectorFile.SUFFIX) && !name.startsWith(".") && !Files.isDirectory(path)) {
                    ConnectorFile file = ConnectorFile.read(path, placeholders, mappings);
                    files.put(file.id(), file);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            folderProblems.add(warning(
                    folder.toString(),
                    "The folder cannot be read, so there are no connectors. Create it, or set connectors.dir."));
        }
        return new Connectors(files, List.copyOf(folderProblems));
    }

    /**
     * Reads one file's text that need not be saved yet, with the same rules.
     *
     * @param file its name with {@code .yaml}
     */
    public static Connectors of(String file, String text, UnaryOperator<String> placeholders) {
        ConnectorFile read = ConnectorFile.read(file, text, placeholders, mapping -> true);
        return new Connectors(new TreeMap<>(Map.of(read.id(), read)), List.of());
    }

    /** Every connector whose file has no error, active or not, by id. */
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
        return files.containsKey(id) && find(id).isEmpty();
    }

    private static Problem warning(String file, String message) {
        return new Problem(Severity.WARNING, file, 1, "", message);
    }
}
