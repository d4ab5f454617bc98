package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatientListTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindItsColumnsWhereverTheyAre() throws IOException {
        PatientList list = PatientList.read(manifest("patient,age,file\n7,60,A/a.png\n8,,A/b.png\n"));

        assertThat(list.of("A/b.png")).isEqualTo("8");
        assertThat(list.of("A/a.png")).isEqualTo("7");
    }

    @Test
    void shouldNotTakeABlankOrMissingValueForAPatient() throws IOException {
        PatientList list = PatientList.read(manifest("file,patient\nA/a.png, \nA/b.png\nA/c.png,9\n"));

        assertThatThrownBy(() -> list.checkAll(List.of(scan("A/a.png"), scan("A/b.png"), scan("A/c.png"))))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("names no patient for A/a.png (2 of 3 files have none)");
    }

    @Test
    void shouldNotChooseBetweenFilesThatDifferInCaseOnly() throws IOException {
        PatientList list = PatientList.read(manifest("file,patient\nA/a.png,7\nA/A.png,8\n"));

        assertThat(list.of("A/a.png")).isEqualTo("7");
        assertThat(list.of("A/A.png")).isEqualTo("8");
        assertThat(list.of("A/A.PNG")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file,patient\nA/a.png,7\nA/a.png,8\n", "file,patient\nA/a.png,4.71123E+11\n"})
    void shouldRefuseAFileWithTwoPatientsAndARoundedPatient(String text) throws IOException {
        Path manifest = manifest(text);

        assertThatThrownBy(() -> PatientList.read(manifest))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("A/a.png")
                .hasMessageContaining(";");
    }

    @Test
    void shouldNameAFileThatCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.csv");
        Path open = manifest("file,patient\n\"A/a.png,7\n");

        for (Path file : List.of(missing, open)) {
            assertThatThrownBy(() -> PatientList.read(file))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining(file + " cannot be read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s,7\n%<s,8\n", "%s,1.5E+11\n", "\"%s,7\n"})
    void shouldNotPrintWhatATerminalWouldObey(String rows) throws IOException {
        Path manifest = manifest("file,patient\n" + String.format(rows, "A/\u001b[2J" + "x".repeat(9_000)));

        assertThatThrownBy(() -> PatientList.read(manifest))
                .isInstanceOf(CannotRunException.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("\u001b").hasSizeLessThan(2_000));
    }

    private Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("manifest.csv"), text);
    }

    private static ScanFile scan(String name) {
        return new ScanFile(Path.of(name), "A", name, name);
    }
}
