package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads which scans belong to one patient from the {@code manifest.csv} of a data set. */
final class PatientList {
    private final Path file;
    private final Map<String, String> patients;

    private PatientList(Path file, Map<String, String> patients) {
        this.file = file;
        this.patients = patients;
    }

    /** Reads the columns {@code file} and {@code patient}. Throws {@link CannotRunException} if a column or a listed file is missing. */
    static PatientList read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> columns =
                    lines.isEmpty() ? List.of() : List.of(lines.get(0).split(","));
            int name = columns.indexOf("file");
            int patient = columns.indexOf("patient");
            if (name < 0 || patient < 0) {
                throw new CannotRunException(
                        "The file " + file + " must have the columns file and patient in its first line;"
                                + " add them, or remove the file if nobody knows the patients.");
            }
            Map<String, String> patients = new HashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] values = line.split(",", -1);
                if (values.length > Math.max(name, patient) && !values[patient].isBlank()) {
                    patients.put(values[name], values[patient]);
                }
            }
            return new PatientList(file, patients);
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be read (" + e.getMessage()
                    + "); mend it, or remove it if nobody knows the patients.");
        }
    }

    /**
     * Returns the same scans with their patients instead of their names.
     *
     * @param scans each with its name in the list as its patient
     * @throws CannotRunException if one is not listed: as a patient of its own it might stand in two parts of the data set
     */
    List<LabelledScan> assign(List<LabelledScan> scans) {
        List<String> missing = scans.stream()
                .map(LabelledScan::patient)
                .filter(name -> !patients.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new CannotRunException(
                    file + " names no patient for " + missing.get(0) + " (" + missing.size() + " of "
                            + scans.size()
                            + " files have none); list each file with its patient, as CLASS/FILE in the column file,"
                            + " or remove the manifest if nobody knows the patients.");
        }
        return scans.stream()
                .map(scan -> new LabelledScan(scan.file(), scan.label(), patients.get(scan.patient())))
                .toList();
    }
}
