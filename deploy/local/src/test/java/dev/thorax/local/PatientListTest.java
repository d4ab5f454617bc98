package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatientListTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindItsColumnsWhereverTheyAre() throws IOException {
        PatientList list = PatientList.read(manifest("patient,age,file\n7,60,A/a.png\n8,,A/b.png\n"));

        assertThat(list.assign(List.of(scan("A/b.png"), scan("A/a.png"))))
                .extracting(LabelledScan::patient)
                .containsExactly("8", "7");
    }

    @Test
    void shouldNotTakeABlankOrMissingValueForAPatient() throws IOException {
        PatientList list = PatientList.read(manifest("file,patient\nA/a.png, \nA/b.png\nA/c.png,9\n"));

        assertThatThrownBy(() -> list.assign(List.of(scan("A/a.png"), scan("A/b.png"), scan("A/c.png"))))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("names no patient for A/a.png (2 of 3 files have none)");
    }

    @Test
    void shouldNameAFileThatCannotBeRead() {
        Path missing = folder.resolve("missing.csv");

        assertThatThrownBy(() -> PatientList.read(missing))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(missing + " cannot be read");
    }

    private Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("manifest.csv"), text);
    }

    /** A scan whose patient is not known yet: the name of its file stands for it. */
    private static LabelledScan scan(String name) {
        return new LabelledScan(Path.of(name), "A", name);
    }
}
