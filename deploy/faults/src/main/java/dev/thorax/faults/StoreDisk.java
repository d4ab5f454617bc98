package dev.thorax.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Mounts a file system in memory for the store's data, and fills it. Where this process may not mount one, the data stays on
 * the machine's disk. It may take half of the machine's memory.
 */
final class StoreDisk {
    private static final String WHOLE = "size=50%";
    private static final int MOST_TRIES = 100;

    private final Path folder;
    private final boolean mounted;

    private StoreDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /** Mounts a disk at {@code folder}, and makes the folder if it is missing. */
    static StoreDisk mount(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoreDisk(folder, run("mount", "-t", "tmpfs", "-o", WHOLE, "thorax-faults", folder.toString()));
    }

    /** Unmounts what is mounted at {@code folder}, and loses what is there. */
    static void unmount(Path folder) {
        if (Files.isDirectory(folder)) {
            run("umount", folder.toString());
        }
    }

    /** Returns whether it can be made full. */
    boolean isMounted() {
        return mounted;
    }

    /** Leaves no room for one more block. */
    void fill() {
        // What is written meanwhile lets the command fail, so it is given again.
        for (int tries = 0; !resize("size=" + used()); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("The file system at " + folder + " could not be made full.");
            }
        }
    }

    /** Makes room again. */
    void empty() {
        if (!resize(WHOLE)) {
            throw new IllegalStateException("The file system at " + folder + " could not be made larger.");
        }
    }

    /** Returns how many bytes are used, at least one block. */
    private long used() {
        try {
            FileStore disk = Files.getFileStore(folder);
            return Math.max(disk.getBlockSize(), disk.getTotalSpace() - disk.getUnallocatedSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean resize(String size) {
        return run("mount", "-o", "remount," + size, folder.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
