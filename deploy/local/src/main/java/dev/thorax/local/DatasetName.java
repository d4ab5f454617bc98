package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import dev.thorax.contracts.storage.Sha256;

/** Derives the name of a data set in Thorax from its folder. */
final class DatasetName {
    /** Names the data set of the synthetic phantoms. No folder has this name, as it has no hash. */
    static final String PHANTOMS = "phantoms";

    private static final int LONGEST_BASE = 100;
    private static final int HASH_DIGITS = 6;

    private DatasetName() {}

    /**
     * Returns the name of the folder, with characters that a name may not have replaced, and a hash of its whole path. So two folders
     * of one name are two data sets.
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

    /**
     * Returns the name of a data set of one or several folders, in any order.
     *
     * @param settings of the reading; with other ones the scans, labels or sources are others, so it is another data set
     */
    static String of(List<Path> folders, String settings) {
        if (folders.size() == 1 && settings.isEmpty()) {
            return of(folders.get(0));
        }
        List<String> names =
                folders.stream().map(DatasetName::of).sorted().distinct().toList();
        String all = names.stream()
                .map(name -> name.substring(0, name.length() - HASH_DIGITS - 1))
                .collect(Collectors.joining("-"));
        String hash = Sha256.of(String.join("\n", names) + "\n" + settings);
        return all.substring(0, Math.min(LONGEST_BASE, all.length())) + "-" + hash.substring(0, HASH_DIGITS);
    }

    private static String base(Path folder) {
        Path name = folder.getFileName();
        String clean = (name == null ? "" : name.toString())
                .replaceAll("[^A-Za-z0-9._-]", "-")
                .replaceAll("^[^A-Za-z0-9]+", "");
        return clean.isEmpty() ? "scans" : clean.substring(0, Math.min(LONGEST_BASE, clean.length()));
    }
}
