package dev.thorax.storage;

import java.io.IOException;
import java.nio.file.Path;

import org.jboss.logging.Logger;

/** Deletes folders of temporary files. */
public final class TempFolder {
    private static final Logger LOG = Logger.getLogger(TempFolder.class);

    private TempFolder() {}

    /** Deletes {@code folder} with all that is in it, if it is there. */
    public static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            LOG.warnf("A folder of temporary files cannot be deleted folder=%s cause=\"%s\"", folder, e.getMessage());
        }
    }
}
