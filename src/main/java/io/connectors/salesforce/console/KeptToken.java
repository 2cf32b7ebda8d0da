package io.connectors.salesforce.console;

import io.connectors.salesforce.config.OwnersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token of a console for which none is configured: made once, and kept over restarts in a file that only its owner can read. */
final class KeptToken {
    private static final Logger LOG = LoggerFactory.getLogger(KeptToken.class);
    private static final int BYTES = 32;
    private static final Pattern MADE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private KeptToken() {}

    /**
     * The token of a file, or a new one that is kept there.
     *
     * @param file empty if there is no place to keep it; the token then lives as long as the process
     */
    static String of(Optional<Path> file) {
        Optional<String> kept = file.flatMap(KeptToken::read);
        if (kept.isPresent()) {
            return kept.get();
        }
        String made = fresh();
        file.ifPresent(path -> write(path, made));
        return made;
    }

    private static Optional<String> read(Path file) {
        try {
            // a link, a pipe or a device is not ours
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 2L * BYTES) {
                return Optional.empty();
            }
            if (OwnersFile.shared(file)) {
                LOG.warn(
                        "Others may read {}: a new token for the console is made. Use the address printed at this start.",
                        file);
                return Optional.empty();
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return Optional.of(text).filter(MADE.asMatchPredicate());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String token) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            OwnersFile.write(file, token.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException readOnly) {
            LOG.warn(
                    "The console's token cannot be kept in {}: after a restart there is a new one. Make the folder writable,"
                            + " or set console.token.",
                    file);
        }
    }

    private static String fresh() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
