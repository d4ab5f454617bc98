package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.thorax.contracts.storage.StorageKeys;

/** Reads a folder in the layout of the public data sets: one sub-folder for each class. */
final class ScanFolder {
    private static final String MANIFEST = "manifest.csv";

    private ScanFolder() {}

    /**
     * Returns every file of the class folders, in the order of their names.
     *
     * @throws CannotRunException with a sentence if there are fewer than two classes, or a manifest that leaves files out
     */
    static List<LabelledScan> labelled(Path folder) {
        List<LabelledScan> scans = new ArrayList<>();
        for (Path classFolder : list(folder)) {
            String label = classFolder.getFileName().toString();
            if (!Files.isDirectory(classFolder) || label.startsWith(".")) {
                continue;
            }
            if (!StorageKeys.isName(label)) {
                throw new CannotRunException("The class folder \"" + label + "\" in " + folder
                        + " must be named with letters," + " digits, dots, underscores and dashes only; rename it.");
            }
            for (Path file : files(classFolder)) {
                String name = label + "/" + file.getFileName();
                scans.add(new LabelledScan(file, label, name));
            }
        }
        if (scans.stream().map(LabelledScan::label).distinct().count() < 2) {
            throw new CannotRunException("The folder " + folder
                    + " needs at least two sub-folders with images, one for each class, e.g. NORMAL and PNEUMONIA.");
        }
        return knowsPatients(folder)
                ? PatientList.read(folder.resolve(MANIFEST)).assign(scans)
                : scans;
    }

    /** Returns every file of a folder as a scan without a class. Throws {@link CannotRunException} if there is none. */
    static List<LabelledScan> unlabelled(Path folder) {
        List<LabelledScan> scans = files(folder).stream()
                .map(file -> new LabelledScan(file, null, null))
                .toList();
        if (scans.isEmpty()) {
            throw new CannotRunException(
                    "The folder " + folder + " holds no files to send; give one that holds scans.");
        }
        return scans;
    }

    private static List<Path> files(Path folder) {
        return list(folder).stream()
                .filter(file -> Files.isRegularFile(file)
                        && !file.getFileName().toString().startsWith("."))
                .toList();
    }

    /** Returns whether a manifest lists which scans belong to one patient. */
    static boolean knowsPatients(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new CannotRunException("The folder " + folder + " cannot be read (" + e.getMessage()
                    + "); give one that exists and may be read.");
        }
    }
}
