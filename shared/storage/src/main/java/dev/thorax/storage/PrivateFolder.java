package dev.thorax.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Creates folders in which no other user of the machine can read a file, or replace one between its check and its use. */
public final class PrivateFolder {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /**
     * Creates {@code folder} if it is missing, and makes it readable by this user only.
     *
     * @throws IOException with a sentence, if it is there and another user owns it or may write to it
     */
    public static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        UserPrincipal user = user(folder);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
        if (!user.equals(Files.getOwner(folder))
                || !user.equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("Another user owns the folder " + folder
                    + " or may write to it; delete it, or configure a folder that only this user may write to.");
        }
        Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }

    /** Returns who runs this process, also if the user has no name in this machine. */
    private static UserPrincipal user(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, ".owner", null);
        try {
            return Files.getOwner(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
