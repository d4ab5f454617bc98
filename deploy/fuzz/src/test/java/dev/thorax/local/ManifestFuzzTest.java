package dev.thorax.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.fuzz.Measured;
import dev.thorax.fuzz.Sentences;
import dev.thorax.fuzz.TemporaryFile;
import dev.thorax.local.csv.CsvTable;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the manifest of a folder of scans: a table as spreadsheets write it, and the patients and sources in it. */
class ManifestFuzzTest {
    private static final int MOST_MIB = 64;
    private static final Path FILE = TemporaryFile.named("manifest.csv");

    @FuzzTest
    void manifest(byte[] input) throws Exception {
        try {
            CsvTable table = Measured.call(input, MOST_MIB, () -> CsvTable.read(input));
            checkWrittenAgain(table);
        } catch (IllegalArgumentException e) {
            // The clause is a part of the sentence below.
            assertThat(e.getMessage()).isNotBlank();
        }
        Files.write(FILE, input);
        try {
            PatientList patients = PatientList.read(FILE);
            patients.missingFrom(List.of())
                    .forEach(name -> assertThat(FileName.normal(name)).isEqualTo(name));
            patients.checkAll(List.of(new ScanFile(FILE, "NORMAL", "NORMAL/1.png", "0")));
        } catch (CannotRunException e) {
            Sentences.check(e);
        }
        checkSources();
    }

    /** Reads each column as the sources, and makes their names. */
    private static void checkSources() {
        try {
            for (String column : SourceColumn.read(FILE, "source").columns()) {
                FileColumn values = SourceColumn.read(FILE, column).values();
                if (values != null) {
                    List<String> sources = values.namesOutside(List.of()).stream()
                            .map(values::of)
                            .filter(source -> source != null && !source.isBlank())
                            .toList();
                    SourceNames names = new SourceNames(sources);
                    assertThat(sources).allMatch(source -> StorageKeys.isName(names.of(source)));
                }
            }
        } catch (CannotRunException e) {
            Sentences.check(e);
        }
    }

    /** A table that is written with quotes is read as the same. */
    private static void checkWrittenAgain(CsvTable table) {
        String text = line(table.columns())
                + table.rows().stream().map(ManifestFuzzTest::line).collect(Collectors.joining());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean hasZero = text.indexOf(0) >= 0;
        if (!table.columns().isEmpty() && !hasZero && text.equals(new String(bytes, StandardCharsets.UTF_8))) {
            assertThat(CsvTable.read(bytes).rows()).isEqualTo(table.rows());
        }
    }

    private static String line(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
