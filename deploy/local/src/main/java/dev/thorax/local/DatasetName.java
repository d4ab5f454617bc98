package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Path;

/** What the data set in a folder is called in Thorax. */
final class DatasetName {
    /** The data set of the synthetic phantoms; no folder's name is this one, as it has no hash. */
    static final String PHANTOMS = "phantoms";

    private static final int LONGEST_BASE = 100;
    private static final int HASH_DIGITS = 6;

    private DatasetName() {}

    /**
     * The folder's own name, with what may not stand in a name replaced, and a hash of its whole path: two folders of one
     * name are two data sets.
     */
    static String of(Path folder) {
        try {
            Path real = folder.toRealPath();
            return base(real) + "-" + Sha256.of(real.toString()).substring(0, HASH_DIGITS);
        } catch (IOException e) {
            throw new CannotRunException("The folder " + folder + " cannot be found (" + e.getMessage()
                    + "); give one that holds a sub-folder for each class.");
        }
    }

    private static String base(Path folder) {
        Path name = folder.getFileName();
        String clean = (name == null ? "" : name.toString())
                .replaceAll("[^A-Za-z0-9._-]", "-")
                .replaceAll("^[^A-Za-z0-9]+", "");
        return clean.isEmpty() ? "scans" : clean.substring(0, Math.min(LONGEST_BASE, clean.length()));
    }
}
