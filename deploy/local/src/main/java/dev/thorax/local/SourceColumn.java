package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

import dev.thorax.local.csv.CsvTable;

/**
 * Holds the hospitals or sites that a manifest names.
 *
 * @param columns the names of all columns, in lower case
 * @param values the values of the column by file, or null if there is no such column
 */
record SourceColumn(List<String> columns, FileColumn values) {
    /** Stands for a folder without a manifest. */
    static final SourceColumn MISSING = new SourceColumn(List.of(), null);

    /**
     * Reads a column of a manifest.
     *
     * @param name the name of the column, in any case
     * @throws CannotRunException if the file cannot be read, or a file of it has two values
     */
    static SourceColumn read(Path manifest, String name) {
        CsvTable table = table(manifest);
        int files = table.column("file");
        int column = table.column(
                Normalizer.normalize(name, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT));
        if (files < 0 || column < 0) {
            return new SourceColumn(table.columns(), null);
        }
        FileColumn values = new FileColumn();
        FileColumn.forEach(table, files, column, (file, value) -> {
            String before = values.put(file, value);
            if (before != null && !before.equals(value)) {
                throw new CannotRunException(manifest + " has two values of " + FileName.printable(name) + " for "
                        + FileName.printable(file) + "; correct it, so that each file has one.");
            }
        });
        return new SourceColumn(table.columns(), values);
    }

    private static CsvTable table(Path manifest) {
        try {
            return CsvTable.read(Files.readAllBytes(manifest));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotRunException("The file " + manifest + " cannot be read ("
                    + FileName.printable(String.valueOf(e.getMessage())) + "); mend it.");
        }
    }
}
