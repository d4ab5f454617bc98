package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class MaskedFolderTest {
    private static final Path PUBLISHED =
            Path.of(System.getProperty("thorax.shared.data")).resolve("datasets/lungs");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void shouldTakeTheMaskOfTheSameNameWhateverItsEnding() throws IOException {
        write("images/a.jpg", "masks/a.png", "images/b.jpeg", "masks/b.PNG", "images/.DS_Store");

        List<LabelledScan> scans = MaskedFolder.read(folder, said::add);

        assertThat(scans)
                .extracting(
                        scan -> scan.file().getFileName() + " " + scan.mask().getFileName())
                .containsExactly("a.jpg a.png", "b.jpeg b.PNG");
        assertThat(scans).extracting(LabelledScan::label).containsOnly("LUNGS");
        assertThat(scans).extracting(LabelledScan::patient).doesNotHaveDuplicates();
        assertThat(said).isEmpty();
    }

    @Test
    void shouldTakePatientsAndMasksFromTheManifest() throws IOException {
        write("images/a.jpg", "images/b.jpg", "masks/one.png", "masks/two.png");
        Files.writeString(
                folder.resolve("manifest.csv"),
                "file,patient,mask\nimages/a.jpg,p1,masks/two.png\nimages/b.jpg,p1,masks/one.png\n");

        assertThat(MaskedFolder.read(folder, said::add))
                .extracting(scan -> scan.patient() + " " + scan.mask().getFileName())
                .containsExactly("p1 two.png", "p1 one.png");
    }

    @Test
    void shouldLeaveOutScansWithoutAMask() throws IOException {
        write("images/a.jpg", "masks/a.png", "images/b.jpg");

        assertThat(MaskedFolder.read(folder, said::add)).hasSize(1);
        assertThat(said).containsExactly("Scans without a mask are left out (1, e.g. images/b.jpg).");
    }

    @Test
    void shouldRefuseAFolderThatIsNoneOfScansWithMasks() throws IOException {
        write("images/a.jpg");
        assertThatThrownBy(() -> MaskedFolder.read(folder, said::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("has no folder masks");
        write("masks/other.png");
        assertThatThrownBy(() -> MaskedFolder.read(folder, said::add)).hasMessageContaining("No scan in ");
    }

    @Test
    void shouldRefuseAManifestThatNamesNoPatientOrAForeignMask() throws IOException {
        write("images/a.jpg", "masks/a.png");
        Path manifest = folder.resolve("manifest.csv");
        Files.writeString(manifest, "file,patient\nimages/other.jpg,p1\n");
        assertThatThrownBy(() -> MaskedFolder.read(folder, said::add))
                .hasMessageContaining("names no patient for images/a.jpg");

        Files.writeString(manifest, "file,patient,mask\nimages/a.jpg,p1,../../etc/passwd\n");
        assertThatThrownBy(() -> MaskedFolder.read(folder, said::add))
                .hasMessageContaining("that the manifest names is not in the folder");
    }

    @Test
    void shouldReadThePublishedSetAsItIs() {
        assumeThat(PUBLISHED).as("the films with lung masks beside the project").isDirectory();

        List<LabelledScan> scans = MaskedFolder.read(PUBLISHED, said::add);

        assertThat(scans).hasSize(150).allSatisfy(scan -> assertThat(scan.mask())
                .isRegularFile());
        assertThat(scans.stream().map(LabelledScan::patient).distinct()).hasSize(103);
        assertThat(said).isEmpty();
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }
}
