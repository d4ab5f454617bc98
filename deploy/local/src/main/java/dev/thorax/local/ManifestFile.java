package dev.thorax.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the manifest of a data set, whatever a spreadsheet made of its name. */
final class ManifestFile {
    private static final List<String> READ = List.of("manifest.csv", "manifest.tsv", "manifest.txt");
    private static final List<String> NOT_READ =
            List.of("manifest.xlsx", "manifest.xls", "manifest.ods", "manifest.numbers", "manifest.csv.txt");

    private ManifestFile() {}

    /** Returns whether an entry of a data set's folder is its manifest. */
    static boolean isManifest(Path entry) {
        return READ.contains(name(entry));
    }

    /**
     * Returns the manifest of a folder, or null if there is none.
     *
     * @throws CannotRunException if there are several, or one that is no text: its patients would be ignored
     */
    static Path find(Path folder) {
        List<Path> entries = Folders.list(folder);
        List<Path> found = entries.stream().filter(ManifestFile::isManifest).toList();
        if (found.size() > 1) {
            throw new CannotRunException("The folder " + folder + " has more than one manifest ("
                    + found.get(0).getFileName() + ", " + found.get(1).getFileName() + "); leave one.");
        }
        if (!found.isEmpty() && !Files.isRegularFile(found.get(0))) {
            throw new CannotRunException("The manifest " + found.get(0)
                    + " cannot be read, since it is no file; replace it, or remove it if nobody knows the patients.");
        }
        Path other = entries.stream()
                .filter(entry -> NOT_READ.contains(name(entry)))
                .findFirst()
                .orElse(null);
        if (found.isEmpty() && other != null) {
            throw new CannotRunException(
                    "The patients in " + other
                            + " cannot be read, since only manifest.csv, manifest.tsv and manifest.txt"
                            + " are read; save the table as CSV in manifest.csv, or remove the file if nobody knows the patients.");
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private static String name(Path entry) {
        return entry.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
