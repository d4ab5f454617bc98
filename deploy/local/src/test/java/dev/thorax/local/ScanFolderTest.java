package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private final List<String> reported = new ArrayList<>();

    @Test
    void shouldReadLabelsFromFoldersAndPatientsFromTheManifest() throws IOException {
        scan("NORMAL/a.png");
        scan("NORMAL/b.png");
        scan("COVID-19/c.png");
        manifest("file,label,patient\nNORMAL/a.png,NORMAL,7\nNORMAL/b.png,NORMAL,7\nCOVID-19/c.png,COVID-19,8\n");

        List<LabelledScan> scans = ScanFolder.labelled(folder, reported::add);

        assertThat(scans).extracting(LabelledScan::label).containsExactly("COVID-19", "NORMAL", "NORMAL");
        assertThat(scans).extracting(LabelledScan::patient).containsExactly("8", "7", "7");
    }

    @Test
    void shouldTakeEachScanForAPatientOfItsOwnWhereThereIsNoManifest() throws IOException {
        scan("NORMAL/a.png");
        scan("COVID-19/a.png");

        assertThat(ScanFolder.labelled(folder, reported::add))
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

        assertThatThrownBy(() -> ScanFolder.labelled(folder, reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(lines.startsWith("COVID") ? "NORMAL/a.png (2 of 3" : "COVID-19/c.png (3 of 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name,patient\n"})
    void shouldSayWhichColumnsTheManifestNeeds(String manifest) throws IOException {
        scan("NORMAL/a.png");
        scan("COVID-19/c.png");
        manifest(manifest);

        assertThatThrownBy(() -> ScanFolder.labelled(folder, reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("must have the columns file and patient");
    }

    @Test
    void shouldSayWhatTheFolderMustHold() throws IOException {
        scan("NORMAL/a.png");

        assertThatThrownBy(() -> ScanFolder.labelled(folder, reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("at least two sub-folders");
        assertThatThrownBy(() -> ScanFolder.labelled(folder.resolve("none"), reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldRefuseAClassNameThatCannotBeALabel() throws IOException {
        scan("NORMAL/a.png");
        scan("lung+opacity/b.png");

        assertThatThrownBy(() -> ScanFolder.labelled(folder, reported::add)).hasMessageContaining("\"lung+opacity\"");
    }

    @Test
    void shouldSayThatAFolderOfScansIsMissingOrEmpty() throws IOException {
        assertThatThrownBy(() -> ScanFolder.unlabelled(folder.resolve("none"), reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ScanFolder.unlabelled(folder, reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("holds no files");

        scan("a.png");

        assertThat(ScanFolder.unlabelled(folder, reported::add)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".DS_Store",
                "NORMAL/.DS_Store",
                "NORMAL/Thumbs.db",
                "NORMAL/desktop.ini",
                "NORMAL/._a.png",
                "NORMAL/.hidden.png",
                "NORMAL/~$notes.docx",
                "NORMAL/__MACOSX/._a.png",
                "__MACOSX/NORMAL/._a.png",
                ".git/a.png",
                "@eaDir/a.png"
            })
    void shouldLeaveOutFilesOfTheOperatingSystemEvenIfTheManifestDoesNotListThem(String name) throws IOException {
        twoClasses();
        manifest("file,patient\nNORMAL/a.png,7\nCOVID-19/c.png,8\n");
        scan(name);

        assertThat(ScanFolder.labelled(folder, reported::add)).hasSize(2);
        assertThat(reported)
                .singleElement()
                .asString()
                .startsWith("Hidden files and files of the operating system")
                .contains("(1, e.g. ")
                .endsWith(".");
    }

    @Test
    void shouldReportLinksToNothingAndWhatCannotBeRead() throws IOException {
        twoClasses();
        Files.createSymbolicLink(folder.resolve("NORMAL/gone.png"), Path.of("nowhere.png"));
        Files.createSymbolicLink(folder.resolve("NORMAL/loop.png"), Path.of("loop.png"));
        Files.createSymbolicLink(folder.resolve("GONE"), Path.of("nowhere"));
        Files.write(folder.resolve("NORMAL/empty.png"), new byte[0]);
        Path noFile = Path.of("/proc/self/mem");
        if (Files.exists(noFile)) {
            Files.createSymbolicLink(folder.resolve("NORMAL/unreadable.png"), noFile);
        }

        assertThat(ScanFolder.labelled(folder, reported::add)).hasSize(2);
        assertThat(reported)
                .anyMatch(
                        sentence -> sentence.startsWith("Links to files that do not exist are left out (3, e.g. GONE)"))
                .anyMatch(
                        sentence -> sentence.startsWith("Files without bytes are left out (1, e.g. NORMAL/empty.png)"));
        if (Files.exists(noFile)) {
            assertThat(reported)
                    .anyMatch(sentence -> sentence.startsWith(
                            "Files that cannot be read are left out (1, e.g. NORMAL/unreadable.png)"));
        }
    }

    @Test
    void shouldReportPicturesAFolderTooDeepAndOutsideOfTheClasses() throws IOException {
        twoClasses();
        scan("NORMAL/monday/b.png");
        scan("NORMAL/monday/more/c.png");
        scan("loose.png");
        Files.createDirectories(folder.resolve("TB"));

        assertThat(ScanFolder.labelled(folder, reported::add)).hasSize(2);
        assertThat(reported)
                .containsExactly(
                        "Files a folder too deep are left out (2, e.g. NORMAL/monday/b.png); move them up, since only"
                                + " files directly in a class folder are read.",
                        "Files outside of the class folders are left out (1, e.g. loose.png); move scans into the folder"
                                + " of their class.",
                        "Class folders without a scan are left out (1, e.g. TB); put scans into them or remove them.");
    }

    @Test
    void shouldNameTheFolderThatHoldsTheClassesIfThereAreOthersBesideIt() throws IOException {
        scan("set/NORMAL/a.png");
        scan("set/COVID-19/c.png");
        scan("more/d.png");

        assertThatThrownBy(() -> ScanFolder.labelled(folder, reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("give --data " + folder.resolve("set"));
        assertThat(reported).anyMatch(sentence -> sentence.startsWith("Files a folder too deep are left out (2, e.g."));
    }

    @Test
    void shouldTakeNoPictureUnderTwoLabels() throws IOException {
        twoClasses();
        same("x", "NORMAL/x.png", "COVID-19/x.png", "COVID-19/y.png");

        assertThat(ScanFolder.labelled(folder, reported::add))
                .extracting(LabelledScan::name)
                .containsExactly("c.png", "a.png");
        assertThat(reported)
                .containsExactly("Files of pictures that are in two classes are left out (3, e.g. COVID-19/x.png ="
                        + " NORMAL/x.png), as nobody knows which class is right; keep each picture in one class only.");
    }

    @Test
    void shouldTakeAPictureOnceAndKeepItsPatientsTogether() throws IOException {
        twoClasses();
        scan("NORMAL/only-of-8.png");
        same("x", "NORMAL/copy (1).png", "NORMAL/x.png", "NORMAL/x of 8.png");
        manifest("file,patient\nNORMAL/a.png,7\nNORMAL/x.png,7\nNORMAL/x of 8.png,8\nNORMAL/only-of-8.png,8\n"
                + "COVID-19/c.png,9\n");

        List<LabelledScan> scans = ScanFolder.labelled(folder, reported::add);

        assertThat(scans)
                .extracting(LabelledScan::name)
                .containsExactly("c.png", "a.png", "x of 8.png", "only-of-8.png");
        assertThat(scans).extracting(LabelledScan::patient).containsExactly("9", "7", "8", "8");
        assertThat(scans).extracting(LabelledScan::group).containsExactly("9", "8", "8", "8");
        assertThat(reported)
                .singleElement()
                .asString()
                .startsWith("Copies of a picture")
                .contains("(2, e.g. ");
    }

    @Test
    void shouldFindFilesWhoseNamesAreDecomposedOrInAnotherCaseOrWithBackslashes() throws IOException {
        scan("NORMAL/Mu\u0308ller 1.PNG");
        scan("NORMAL/B.PNG");
        scan("COVID-19/" + "x".repeat(200) + ".png");
        manifest("FILE;Patient\r\n.\\NORMAL\\M\u00fcller 1.PNG;7\r\nnormal/b.png;8\r\nCOVID-19/" + "x".repeat(200)
                + ".png;9\r\n");

        assertThat(ScanFolder.labelled(folder, reported::add))
                .extracting(LabelledScan::patient)
                .containsExactly("9", "8", "7");
        assertThat(reported).isEmpty();
    }

    @Test
    void shouldNameAPatientOfALongOrOddFileNameByItsDigest() throws IOException {
        twoClasses();
        scan("NORMAL/" + "x".repeat(200) + ".png");
        scan("NORMAL/line\nbreak.png");

        assertThat(ScanFolder.labelled(folder, reported::add))
                .extracting(LabelledScan::patient)
                .allMatch(patient -> patient.matches("[ -~]{1,128}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldReportLinesOfTheManifestWithoutAFile() throws IOException {
        twoClasses();
        manifest("file,patient\nNORMAL/a.png,7\nCOVID-19/c.png,8\nNORMAL/gone.png,9\n");

        assertThat(ScanFolder.labelled(folder, reported::add)).hasSize(2);
        assertThat(reported)
                .containsExactly("Lines of the manifest whose file is in no class folder are left out (1, e.g."
                        + " NORMAL/gone.png); correct their names or remove them.");
    }

    @Test
    void shouldFindTheManifestWhateverTheCaseOfItsNameAndRefuseATableThatIsNoText() throws IOException {
        twoClasses();
        Path workbook = Files.write(folder.resolve("manifest.xlsx"), new byte[] {1});

        assertThatThrownBy(() -> ScanFolder.labelled(folder, reported::add)).hasMessageContaining("manifest.xlsx");

        Files.delete(workbook);
        Files.writeString(folder.resolve("Manifest.CSV"), "file,patient\nNORMAL/a.png,7\nCOVID-19/c.png,8\n");

        assertThat(ScanFolder.labelled(folder, reported::add))
                .extracting(LabelledScan::patient)
                .containsExactly("8", "7");
    }

    @Test
    void shouldReportWhatAFolderWithoutClassesHoldsThatIsNoScan() throws IOException {
        scan("a.png");
        scan("Thumbs.db");
        scan("NORMAL/b.png");
        Files.createSymbolicLink(folder.resolve("gone.png"), Path.of("nowhere.png"));

        assertThat(ScanFolder.unlabelled(folder, reported::add))
                .extracting(LabelledScan::name)
                .containsExactly("a.png");
        assertThat(reported)
                .hasSize(3)
                .anyMatch(sentence -> sentence.contains("sub-folders are left out (1, e.g. NORMAL/b"));
    }

    @Test
    void shouldReportANewScanThatIsALabelledOneToo() throws IOException {
        twoClasses();
        Path copy = Files.createDirectories(folder.resolve("new")).resolve("n.png");
        Files.copy(folder.resolve("NORMAL/a.png"), copy);
        List<LabelledScan> labelled = List.of(new LabelledScan(folder.resolve("NORMAL/a.png"), "NORMAL", "7"));

        ScanFolder.compare(ScanFolder.unlabelled(copy.getParent(), reported::add), labelled, reported::add);

        assertThat(reported).singleElement().asString().contains("(1, e.g. n.png)");
    }

    private void twoClasses() throws IOException {
        scan("NORMAL/a.png");
        scan("COVID-19/c.png");
    }

    private void same(String content, String... names) throws IOException {
        for (String name : names) {
            scan(name);
            Files.writeString(folder.resolve(name), content);
        }
    }

    private void manifest(String text) throws IOException {
        Files.writeString(folder.resolve("manifest.csv"), text);
    }

    private void scan(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }
}
