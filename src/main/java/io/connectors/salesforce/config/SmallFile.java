package io.connectors.salesforce.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files that people put in place, such as a mounted secret. Only a regular file of bounded size is opened, so a pipe, a device or
 * a file without an end neither blocks the reader nor fills the memory.
 */
public final class SmallFile {
    /** What a secret may have. */
    public static final int MOST_BYTES = 64 * 1024;

    private SmallFile() {}

    /**
     * The text of a file with a secret, without one line break at its end.
     *
     * @throws Unusable if there is none
     */
    public static String secret(String path) {
        try {
            return text(Path.of(path), MOST_BYTES).replaceFirst("(\r\n|\n|\r)\\z", "");
        } catch (InvalidPathException wrong) {
            throw new Unusable(
                    "is not a path of this system (start the process with a UTF-8 locale if it has umlauts)");
        }
    }

    /**
     * The whole text of a file.
     *
     * @throws Unusable if there is none
     */
    public static String text(Path path, int most) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(path, most)))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new Unusable("is not UTF-8 text. Save it as UTF-8");
        }
    }

    static byte[] bytes(Path path, int most) {
        try {
            Path real = path.toRealPath();
            BasicFileAttributes file = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!file.isRegularFile()) {
                throw new Unusable("is not a regular file. Replace the folder, pipe or device by a file");
            }
            if (file.size() > most) {
                throw tooLarge(most);
            }
            // a file of size 0 that still has a content is one of /proc, and may never end
            byte[] content = new byte[0];
            if (file.size() > 0) {
                try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                    content = in.readNBytes(most + 1);
                }
            }
            if (content.length > most) {
                throw tooLarge(most);
            }
            return content;
        } catch (NoSuchFileException missing) {
            throw new Unusable("does not exist. Create it, readable for the connector server");
        } catch (AccessDeniedException refused) {
            throw unreadable();
        } catch (IOException | SecurityException failed) {
            throw unreadable();
        }
    }

    private static Unusable tooLarge(int most) {
        return new Unusable("has more than " + most / 1024 + " KiB. Name the right file, or make it shorter");
    }

    private static Unusable unreadable() {
        return new Unusable("cannot be read. Give the connector server's user the right to read it");
    }

    /** Why a file is of no use, and what to do: the rest of a sentence that begins with the file, without its full stop. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }
}
