package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PhantomFolderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMakeTwoExposuresOfEachPatientOfEachClass() {
        assertThat(ScanFolder.labelled(PhantomFolder.make(folder, 1), sentence -> {}))
                .extracting(LabelledScan::patient)
                .containsExactly(
                        "phantom-COVID-19-0",
                        "phantom-COVID-19-0",
                        "phantom-NORMAL-0",
                        "phantom-NORMAL-0",
                        "phantom-PNEUMONIA-0",
                        "phantom-PNEUMONIA-0");
    }

    @Test
    void shouldKeepThePicturesThatAreThere() throws IOException {
        Path classFolder = Files.createDirectories(folder.resolve("NORMAL"));
        Path picture = Files.writeString(classFolder.resolve("phantom-NORMAL-000-0.png"), "kept");

        PhantomFolder.make(folder, 1);

        assertThat(picture).hasContent("kept");
        assertThat(classFolder.resolve("phantom-NORMAL-000-1.png")).isNotEmptyFile();
    }

    @Test
    void shouldAdviseIfTheFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> PhantomFolder.make(file, 1))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("choose another folder with --home");
    }
}
