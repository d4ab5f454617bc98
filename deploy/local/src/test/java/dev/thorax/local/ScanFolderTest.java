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

class ScanFolderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadLabelsFromFoldersAndPatientsFromTheManifest() throws IOException {
        scan("NORMAL/a.png");
        scan("NORMAL/b.png");
        scan("COVID-19/c.png");
        manifest("file,label,patient\nNORMAL/a.png,NORMAL,7\nNORMAL/b.png,NORMAL,7\nCOVID-19/c.png,COVID-19,8\n");

        List<LabelledScan> scans = ScanFolder.labelled(folder);

        assertThat(scans).extracting(LabelledScan::label).containsExactly("COVID-19", "NORMAL", "NORMAL");
        assertThat(scans).extracting(LabelledScan::patient).containsExactly("8", "7", "7");
    }

    @Test
    void shouldTakeEachScanForAPatientOfItsOwnWhereThereIsNoManifest() throws IOException {
        scan("NORMAL/a.png");
        scan("COVID-19/a.png");

        assertThat(ScanFolder.labelled(folder))
                .extracting(LabelledScan::patient)
                .containsExactly("COVID-19/a.png", "NORMAL/a.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png,7\nb.png,7\nc.png,8", "data/NORMAL/a.png,7", "COVID-19/c.png,8\nNORMAL/a.png,", ""})
    void shouldNotGuessThePatientsOfScansThatTheManifestLeavesOut(String lines) throws IOException {
        scan("NORMAL/a.png");
        scan("NORMAL/b.png");
        scan("COVID-19/c.png");
        manifest("file,patient\n" + lines);

        assertThatThrownBy(() -> ScanFolder.labelled(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(lines.startsWith("COVID") ? "NORMAL/a.png (2 of 3" : "COVID-19/c.png (3 of 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name,patient\n"})
    void shouldSayWhichColumnsTheManifestNeeds(String manifest) throws IOException {
        scan("NORMAL/a.png");
        scan("COVID-19/c.png");
        manifest(manifest);

        assertThatThrownBy(() -> ScanFolder.labelled(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("must have the columns file and patient");
    }

    @Test
    void shouldSayWhatTheFolderMustHold() throws IOException {
        scan("NORMAL/a.png");

        assertThatThrownBy(() -> ScanFolder.labelled(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("at least two sub-folders");
        assertThatThrownBy(() -> ScanFolder.labelled(folder.resolve("none")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldRefuseAClassNameThatCannotBeALabel() throws IOException {
        scan("NORMAL/a.png");
        scan("lung opacity/b.png");

        assertThatThrownBy(() -> ScanFolder.labelled(folder)).hasMessageContaining("\"lung opacity\"");
    }

    @Test
    void shouldSayThatAFolderOfScansIsMissingOrEmpty() throws IOException {
        assertThatThrownBy(() -> ScanFolder.unlabelled(folder.resolve("none")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ScanFolder.unlabelled(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("holds no files");

        scan("a.png");

        assertThat(ScanFolder.unlabelled(folder)).hasSize(1);
    }

    private void manifest(String text) throws IOException {
        Files.writeString(folder.resolve("manifest.csv"), text);
    }

    private void scan(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1});
    }
}
