package dev.thorax.worker.process;

import java.io.IOException;
import java.nio.file.Path;

import org.jboss.logging.Logger;

import dev.thorax.storage.FolderTree;

/** A worker's temporary files. */
public final class TempFolder {
    private static final Logger LOG = Logger.getLogger(TempFolder.class);

    private TempFolder() {}

    /** Removes {@code folder} with all that is in it, if it is there. */
    public static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            LOG.warnf("Could not delete the folder of a worker folder=%s cause=\"%s\"", folder, e.getMessage());
        }
    }
}
