package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.thorax.storage.Keys;

/** The layout of the public data sets: one sub-folder a class. */
final class ScanFolder {
    private ScanFolder() {}

    /**
     * Every file of the class folders, in the order of their names.
     *
     * @throws CannotRun with a sentence if there are fewer than two classes
     */
    static List<LabelledScan> labelled(Path folder) {
        Map<String, String> patients = patients(folder.resolve("manifest.csv"));
        List<LabelledScan> scans = new ArrayList<>();
        for (Path classFolder : list(folder)) {
            String label = classFolder.getFileName().toString();
            if (!Files.isDirectory(classFolder) || label.startsWith(".")) {
                continue;
            }
            if (!Keys.isName(label)) {
                throw new CannotRun("The class folder \"" + label + "\" in " + folder + " must be named with letters,"
                        + " digits, dots, underscores and dashes only; rename it.");
            }
            for (Path file : files(classFolder)) {
                String name = label + "/" + file.getFileName();
                scans.add(new LabelledScan(file, label, patients.getOrDefault(name, name)));
            }
        }
        if (scans.stream().map(LabelledScan::label).distinct().count() < 2) {
            throw new CannotRun("The folder " + folder
                    + " needs at least two sub-folders with images, one for each class, e.g. NORMAL and PNEUMONIA.");
        }
        return scans;
    }

    /** Every file of a folder, in the order of their names. */
    static List<Path> files(Path folder) {
        return list(folder).stream()
                .filter(file -> Files.isRegularFile(file)
                        && !file.getFileName().toString().startsWith("."))
                .toList();
    }

    /** Whether a manifest says which scans belong to one patient. */
    static boolean knowsPatients(Path folder) {
        return Files.isRegularFile(folder.resolve("manifest.csv"));
    }

    private static Map<String, String> patients(Path manifest) {
        if (Files.notExists(manifest)) {
            return Map.of();
        }
        try {
            List<String> lines = Files.readAllLines(manifest);
            List<String> columns = List.of(lines.get(0).split(","));
            int file = columns.indexOf("file");
            int patient = columns.indexOf("patient");
            if (file < 0 || patient < 0) {
                throw new CannotRun(manifest + " must have the columns file and patient in its first line.");
            }
            Map<String, String> patients = new HashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] values = line.split(",", -1);
                if (values.length > Math.max(file, patient)) {
                    patients.put(values[file], values[patient]);
                }
            }
            return patients;
        } catch (IOException e) {
            throw new CannotRun("The file " + manifest + " cannot be read (" + e.getMessage() + ").");
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new CannotRun("The folder " + folder + " cannot be read (" + e.getMessage()
                    + "); give one that holds a sub-folder for each class.");
        }
    }
}
