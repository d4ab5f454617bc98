package dev.thorax.local;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thorax.local.csv.CsvTable;

/** Holds the values of a manifest's column by the names of the files. */
final class FileColumn {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> byLowerCase = new HashMap<>();

    /** Takes a value of a file. */
    interface Row {
        /** Takes a file's name in the form of {@link FileName#normal}, and its value. Neither is empty. */
        void value(String name, String value);
    }

    /** Calls {@code row} for each line that has both a file and a value. */
    static void forEach(CsvTable table, int files, int column, Row row) {
        for (List<String> line : table.rows()) {
            if (line.size() > Math.max(files, column)
                    && !line.get(files).isEmpty()
                    && !line.get(column).isEmpty()) {
                row.value(FileName.normal(line.get(files)), line.get(column));
            }
        }
    }

    /** Enters a value. Returns the value that the file had before, or null. */
    String put(String name, String value) {
        byLowerCase.merge(lowerCase(name), value, (one, other) -> one.equals(other) ? one : "");
        return values.put(name, value);
    }

    /** Returns the value of a file, or null if there is none, or several for names that differ in case only. */
    String of(String name) {
        String value = values.getOrDefault(name, byLowerCase.get(lowerCase(name)));
        return value == null || value.isEmpty() ? null : value;
    }

    /** Returns the names that have a value and are none of {@code there}, whatever their case. */
    List<String> namesOutside(List<String> there) {
        Set<String> known = there.stream().map(FileColumn::lowerCase).collect(Collectors.toSet());
        return values.keySet().stream()
                .filter(name -> !known.contains(lowerCase(name)))
                .toList();
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
