package io.connectors.salesforce.server;

import io.connectors.salesforce.mapping.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The mappings in force: those of the folder, then the shipped ones. */
public final class MappingFiles {
    private final Path folder;

    /** @param folder may be missing */
    public MappingFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether there is a mapping of a file name. */
    public boolean exists(String name) {
        return Files.exists(folder.resolve(name)) || MappingFiles.class.getResource("/mappings/" + name) != null;
    }

    /**
     * A mapping by its file name; empty where there is no such file.
     *
     * @throws io.connectors.salesforce.mapping.MappingException with every problem of the file
     */
    public Optional<Mapping> find(String name) {
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
