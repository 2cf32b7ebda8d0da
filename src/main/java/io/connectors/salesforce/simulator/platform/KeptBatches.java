package io.connectors.salesforce.simulator.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The batches that changed something, a line each in a file, written before they are answered. */
final class KeptBatches {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<Path> file;

    /** A batch with the fault that met it, or null. */
    record Kept(String connector, String run, String key, String body, PlatformFault fault) {}

    /** @param file nothing is kept without one */
    KeptBatches(Optional<Path> file) {
        this.file = file;
    }

    void add(Kept batch) throws IOException {
        if (file.isPresent()) {
            Files.write(
                    file.get(),
                    (JSON.writeValueAsString(batch) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** All of them in order; takes away a last one that was not written to its end, as it was not answered either. */
    List<Kept> read() throws IOException {
        List<Kept> all = new ArrayList<>();
        if (file.isPresent() && Files.exists(file.get())) {
            StringBuilder whole = new StringBuilder();
            for (String line : Files.readAllLines(file.get())) {
                try {
                    all.add(JSON.readValue(line, Kept.class));
                    whole.append(line).append('\n');
                } catch (JsonProcessingException torn) {
                    break;
                }
            }
            Files.writeString(file.get(), whole);
        }
        return all;
    }

    void forget() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
