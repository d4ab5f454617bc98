package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManifestFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"manifest.csv", "Manifest.CSV", "MANIFEST.TXT", "manifest.tsv"})
    void shouldFindTheManifestWhateverTheCaseOfItsName(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        Files.createDirectory(folder.resolve("NORMAL"));

        assertThat(ManifestFile.isManifest(file)).isTrue();
        assertThat(ManifestFile.find(folder)).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifests.csv", "my-manifest.csv", "manifest", ".manifest.csv", "manifest.csv.bak"})
    void shouldNotTakeAnotherNameForTheManifest(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));

        assertThat(ManifestFile.isManifest(file)).isFalse();
        assertThat(ManifestFile.find(folder)).isNull();
    }

    @Test
    void shouldRefuseSeveralManifestsAndNameTwo() throws IOException {
        Files.createFile(folder.resolve("manifest.tsv"));
        Files.createFile(folder.resolve("manifest.csv"));

        assertThatThrownBy(() -> ManifestFile.find(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("The folder " + folder + " has more than one manifest (manifest.csv, manifest.tsv);"
                        + " leave one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.xlsx", "Manifest.XLS", "manifest.ods", "manifest.numbers", "manifest.csv.txt"})
    void shouldNotIgnoreThePatientsOfASpreadsheet(String name) throws IOException {
        Files.createFile(folder.resolve(name));

        assertThatThrownBy(() -> ManifestFile.find(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(folder.resolve(name).toString())
                .hasMessageContaining("save the table as CSV");
    }

    @Test
    void shouldTakeTheTableThatStandsBesideItsSpreadsheet() throws IOException {
        Files.createFile(folder.resolve("manifest.xlsx"));
        Path table = Files.createFile(folder.resolve("manifest.csv"));

        assertThat(ManifestFile.find(folder)).isEqualTo(table);
    }

    @Test
    void shouldRefuseAManifestThatIsNoFile() throws IOException {
        Path manifest = Files.createSymbolicLink(folder.resolve("manifest.csv"), Path.of("/dev/zero"));

        assertThatThrownBy(() -> ManifestFile.find(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(manifest + " cannot be read, since it is no file");
    }

    @Test
    void shouldRefuseAFolderThatDoesNotExist() {
        assertThatThrownBy(() -> ManifestFile.find(folder.resolve("none")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("cannot be read");
    }
}
