package dev.thorax.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Finds files of keys that more users of the machine may change than their owner. */
public final class ChangeableFile {
    private static final Set<PosixFilePermission> WRITERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private ChangeableFile() {}

    /** Returns whether others may change {@code file}, or the file behind the link that it is. */
    public static boolean isChangeable(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream().anyMatch(WRITERS::contains);
    }

    /** Returns the sentence about such a file. */
    public static String sentence(Path file) {
        return "Other users may change the file " + file
                + ", and so let anybody in; check what is in it, and make it writable by its owner only (chmod go-w).";
    }
}
