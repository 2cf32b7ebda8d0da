package io.connectors.salesforce.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.config.OwnersFile;
import io.connectors.salesforce.console.Console;
import io.connectors.salesforce.server.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The file beside an embedded database by which commands find the process that serves it: its address and its token, for the
 * owner alone. There is none for a database of several processes.
 */
final class ServingFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<Path> file;

    private ServingFile(Optional<Path> file) {
        this.file = file;
    }

    /** Who serves the database. */
    record Serving(URI address, String token) {}

    static ServingFile write(Settings settings, Console console) {
        Optional<Path> file = path(settings);
        file.ifPresent(path -> {
            try {
                OwnersFile.write(
                        path,
                        JSON.writeValueAsBytes(
                                Map.of("address", console.address().toString(), "token", console.token())));
            } catch (IOException full) {
                throw new UncheckedIOException("The file " + path + " cannot be written", full);
            }
        });
        return new ServingFile(file);
    }

    /** Who serves the embedded database, as far as is known. */
    static Optional<Serving> find(Settings settings) {
        return path(settings).filter(Files::isReadable).flatMap(path -> {
            try {
                JsonNode serving = JSON.readTree(path.toFile());
                return Optional.of(new Serving(
                        URI.create(serving.path("address").asText()),
                        serving.path("token").asText()));
            } catch (IOException | IllegalArgumentException broken) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Path> path(Settings settings) {
        return settings.embedded() ? settings.beside("serving") : Optional.empty();
    }

    @Override
    public void close() {
        file.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException kept) {
                // the next serve replaces it
            }
        });
    }
}
