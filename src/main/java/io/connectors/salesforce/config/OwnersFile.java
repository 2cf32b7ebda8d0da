package io.connectors.salesforce.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A file that may hold secrets: nobody but its owner can read it at any moment. */
public final class OwnersFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private OwnersFile() {}

    /** Whether the file system has rights of owner and others. */
    public static boolean possible(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Writes it, in place of one that may be there. */
    public static void write(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        if (possible(file)) {
            Files.createFile(file, OWNER);
        }
        Files.write(file, content);
    }

    /** Makes a folder that nobody else can enter; those above it are made as usual. */
    public static void folder(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (possible(folder)) {
            Files.createDirectory(folder, OWNERS_FOLDER);
        } else {
            Files.createDirectory(folder);
        }
    }

    /** Whether others have any right to a file or folder. */
    public static boolean shared(Path file) throws IOException {
        return possible(file) && !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS);
    }

    /** Takes the rights that others have. */
    public static void narrow(Path file) throws IOException {
        if (shared(file)) {
            Set<PosixFilePermission> left = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            left.removeAll(OTHERS);
            Files.setPosixFilePermissions(file, left);
        }
    }
}
