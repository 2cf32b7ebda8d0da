package io.connectors.salesforce.server;

import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.mapping.MappingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mappings in force: those of the folder, then the shipped ones. Read anew each time they are asked for, unless their folder
 * is followed.
 */
public final class MappingFiles {
    private final Path folder;
    private final Map<String, Mapping> inForce = new ConcurrentHashMap<>();
    private final Map<String, MappingException> wrong = new ConcurrentHashMap<>();
    private volatile boolean followed;

    /** @param folder may be missing */
    public MappingFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether there is a mapping of a file name. */
    public boolean exists(String name) {
        return Files.exists(folder.resolve(name)) || MappingFiles.class.getResource("/mappings/" + name) != null;
    }

    Path folder() {
        return folder;
    }

    /** Takes these mappings as they are now; an invalid one keeps its last valid version in force. */
    void follow(Collection<String> names) {
        for (String name : names) {
            try {
                // one that is gone stays in force as long as a connector in force names it
                read(name).ifPresent(mapping -> inForce.put(name, mapping));
                wrong.remove(name);
            } catch (MappingException invalid) {
                wrong.put(name, invalid);
            }
        }
        inForce.keySet().retainAll(names);
        wrong.keySet().retainAll(names);
        followed = true;
    }

    /** What is wrong with a followed mapping's file. */
    List<io.connectors.salesforce.mapping.Problem> problems(String name) {
        return Optional.ofNullable(wrong.get(name))
                .map(MappingException::problems)
                .orElse(List.of());
    }

    /**
     * A mapping by its file name; empty where there is no such file.
     *
     * @throws MappingException with every problem of the file, if no earlier version is in force
     */
    public Optional<Mapping> find(String name) {
        Mapping known = inForce.get(name);
        return followed && known != null ? Optional.of(known) : read(name);
    }

    private Optional<Mapping> read(String name) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return Optional.of(Mapping.read(file));
        }
        try (InputStream shipped = MappingFiles.class.getResourceAsStream("/mappings/" + name)) {
            return shipped == null
                    ? Optional.empty()
                    : Optional.of(Mapping.read(name, new String(shipped.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
