package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.thorax.local.csv.CsvTable;

/** Knows which scans belong to one patient, from the manifest of a data set. */
final class PatientList {
    /** A long number as a spreadsheet shows it: its last digits are lost. */
    private static final Pattern ROUNDED = Pattern.compile("\\d([.,]\\d+)?[eE]\\+\\d+");

    private final Path file;
    private final FileColumn patients = new FileColumn();

    private PatientList(Path file) {
        this.file = file;
    }

    /** Returns the list of a data set without a manifest: each file is a patient of its own. */
    static PatientList unknown() {
        return new PatientList(null);
    }

    /**
     * Reads the columns {@code file} and {@code patient}.
     *
     * @throws CannotRunException if a column is missing, or a file has two patients
     */
    static PatientList read(Path file) {
        try {
            return read(file, CsvTable.read(Files.readAllBytes(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotRunException("The file " + file + " cannot be read ("
                    + FileName.printable(String.valueOf(e.getMessage()))
                    + "); mend it, or remove it if nobody knows the patients.");
        }
    }

    private static PatientList read(Path file, CsvTable table) {
        int name = table.column("file");
        int patient = table.column("patient");
        if (name < 0 || patient < 0) {
            throw new CannotRunException(
                    "The file " + file + " must have the columns file and patient in its first line;"
                            + " add them, or remove the file if nobody knows the patients.");
        }
        PatientList list = new PatientList(file);
        FileColumn.forEach(table, name, patient, list::add);
        return list;
    }

    private void add(String name, String patient) {
        if (ROUNDED.matcher(patient).matches()) {
            throw new CannotRunException(file + " has a rounded number as the patient of "
                    + FileName.printable(name)
                    + ", so that patients cannot be told apart; format the column patient as text before you enter and"
                    + " save it.");
        }
        String before = patients.put(name, patient);
        if (before != null && !before.equals(patient)) {
            throw new CannotRunException(file + " has two patients for " + FileName.printable(name)
                    + "; correct it, so that each file has one.");
        }
    }

    /** Returns whether there is no manifest. */
    boolean isUnknown() {
        return file == null;
    }

    /** Returns the patient of the file {@code CLASS/FILE}, or null if it is not listed. */
    String of(String name) {
        return file == null ? FileName.patient(name) : patients.of(name);
    }

    /** Returns the listed names that are none of {@code files}. */
    List<String> missingFrom(List<ScanFile> files) {
        return patients.namesOutside(files.stream().map(ScanFile::name).toList());
    }

    /** Throws {@link CannotRunException} if a scan is not listed: as a patient of its own it might stand in two parts. */
    void checkAll(List<ScanFile> scans) {
        List<String> missing = scans.stream()
                .map(ScanFile::name)
                .filter(name -> of(name) == null)
                .toList();
        if (!missing.isEmpty()) {
            throw new CannotRunException(file + " names no patient for " + FileName.printable(missing.get(0)) + " ("
                    + missing.size() + " of " + scans.size()
                    + " files have none); list each file with its patient, as CLASS/FILE in the column file,"
                    + " or remove the manifest if nobody knows the patients.");
        }
    }
}
