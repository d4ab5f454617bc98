package dev.thorax.local;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The layouts of published data sets, with drawn pictures. */
class LabelledFoldersTest {
    private static final FolderOptions GIVEN_SPLIT = new FolderOptions(Map.of(), true, null, null);

    @TempDir
    private Path folder;

    private final List<String> reported = new ArrayList<>();
    private int drawn;

    @ParameterizedTest
    @CsvSource({"train,val,test", "Train,Val,Test", "TRAINING,Validation,testing", "training_set,valid,test set"})
    void shouldJoinThePartsOfAPublishedDataSet(String training, String validation, String test) throws IOException {
        for (String part : List.of(training, validation, test)) {
            pictures(part + "/NORMAL/a.png", part + "/Viral Pneumonia/a.png");
        }

        List<LabelledScan> scans = read(FolderOptions.NONE).scans();

        assertThat(scans).extracting(LabelledScan::label).containsOnly("NORMAL", "Viral_Pneumonia");
        assertThat(scans)
                .extracting(LabelledScan::part)
                .containsExactly(
                        PublishedSplit.TRAINING,
                        PublishedSplit.TRAINING,
                        PublishedSplit.VALIDATION,
                        PublishedSplit.VALIDATION,
                        PublishedSplit.TEST,
                        PublishedSplit.TEST);
        assertThat(scans).extracting(LabelledScan::patient).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepThePublishedTestFromTrainingWithItsPicturesAndPatients() throws IOException {
        pictures("train/A/a.png", "train/A/b.png", "train/B/c.png", "train/B/d.png", "test/A/e.png", "test/B/f.png");
        Files.copy(folder.resolve("test/A/e.png"), folder.resolve("train/A/copy of e.png"));
        manifest("train/A/a.png,1\ntrain/A/b.png,2\ntrain/B/c.png,3\ntrain/B/d.png,6\ntest/A/e.png,5\ntest/B/f.png,6\n"
                + "train/A/copy of e.png,2\n");

        Holdout parts = Holdout.given(read(GIVEN_SPLIT).scans(), reported::add);

        assertThat(parts.training()).extracting(LabelledScan::name).containsExactly("a.png", "c.png");
        assertThat(parts.fresh()).extracting(LabelledScan::name).containsExactly("e.png", "f.png");
        assertThat(reported)
                .anyMatch(sentence -> sentence.startsWith("Files of the training part whose picture is also in the test"
                        + " part are left out (1, e.g. train/A/copy of e.png = test/A/e.png)"))
                .anyMatch(sentence -> sentence.startsWith(
                        "Scans of the training part whose patient is also in the test part are left out (2, e.g. "));
    }

    @Test
    void shouldRefuseAGivenSplitOfAFolderWithoutATest() throws IOException {
        pictures("train/A/a.png", "train/B/b.png", "val/A/c.png");

        assertThatThrownBy(() -> read(GIVEN_SPLIT))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("needs a folder test beside train");
    }

    @Test
    void shouldTakeTheImagesOfAClassAndNeverItsMasks() throws IOException {
        pictures(
                "COVID/images/a.png",
                "COVID/masks/a.png",
                "Normal/images/b.png",
                "Normal/lung masks/b.png",
                "Normal/images/more/c.png");
        text("COVID.metadata.xlsx", "metadata.csv", "README.md.txt", "LICENSE", "Normal/notes.txt");

        assertThat(read(FolderOptions.NONE).scans())
                .extracting(LabelledScan::patient)
                .containsExactly("COVID/images/a.png", "Normal/images/b.png");
        assertThat(reported)
                .containsExactly(
                        "Files a folder too deep are left out (1, e.g. Normal/images/more/c.png); move them up, since"
                                + " only files directly in a class folder are read.",
                        "Tables and texts are left out (5, e.g. COVID.metadata.xlsx).",
                        "Masks are left out (2, e.g. COVID/masks/a.png), as they are no scans.");
    }

    @Test
    void shouldTakeFoldersOfImagesAndMasksForNoClasses() throws IOException {
        pictures("images/a.png", "masks/a.png");

        assertThatThrownBy(() -> read(FolderOptions.NONE)).hasMessageContaining("at least two sub-folders");
        assertThat(reported).anyMatch(sentence -> sentence.startsWith("Masks are left out (1, "));
    }

    @Test
    void shouldGoIntoTheFolderOfAnArchiveAndTakeNothingTwice() throws IOException {
        pictures(
                "chest_xray/chest_xray/train/NORMAL/a.png",
                "chest_xray/chest_xray/train/PNEUMONIA/b.png",
                "chest_xray/chest_xray/test/NORMAL/c.png",
                "chest_xray/chest_xray/chest_xray/test/NORMAL/c.png");
        text("chest_xray/__MACOSX/._a", "chest_xray/readme.txt");

        List<LabelledScan> scans = read(FolderOptions.NONE).scans();

        assertThat(scans).extracting(LabelledScan::name).containsExactly("a.png", "b.png", "c.png");
        assertThat(scans)
                .extracting(LabelledScan::part)
                .containsExactly(PublishedSplit.TRAINING, PublishedSplit.TRAINING, PublishedSplit.TEST);
        assertThat(reported)
                .contains("Tables and texts are left out (1, e.g. chest_xray/readme.txt).")
                .anyMatch(sentence -> sentence.startsWith("Files outside of the class folders are left out (1, e.g."
                        + " chest_xray/chest_xray/chest_xray/test/NORMAL/c.png)"))
                .filteredOn(sentence -> sentence.contains("so the classes are those in it"))
                .hasSize(2);
    }

    @Test
    void shouldReadThePatientsOfAManifestBesideTheWrappedFolderOrInAPart() throws IOException {
        pictures("set/train/A/a.png", "set/train/B/b.png", "set/test/A/c.png");
        manifest("set/train/A/a.png,1\nset/train/B/b.png,2\nset/test/A/c.png,1\n");

        assertThat(read(FolderOptions.NONE).scans())
                .extracting(LabelledScan::patient)
                .containsExactly("1", "2", "1");

        Files.writeString(folder.resolve("set/test/manifest.csv"), "file,patient\nA/c.png,9\n");

        assertThat(read(FolderOptions.NONE).scans())
                .extracting(LabelledScan::patient)
                .containsExactly("1", "2", "9");
    }

    @Test
    void shouldNotFollowAFolderIntoItself() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder);

        assertThatThrownBy(() -> read(FolderOptions.NONE))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("at least two sub-folders");
    }

    @Test
    void shouldMapTheNamesOfFoldersToClasses() throws IOException {
        pictures("Bacterial/a.png", "Viral Pneumonia/b.png", "Normal/c.png", "\u80ba/d.png");
        pictures("Lung_Opacity/e.png", "Lung_Opacity/f.png");
        manifest("Bacterial/a.png,1\nViral Pneumonia/b.png,2\nNormal/c.png,3\n\u80ba/d.png,4\nLung_Opacity/e.png,5\n");
        Map<String, String> classes = Map.of(
                "Bacterial", "PNEUMONIA", "Viral Pneumonia", "PNEUMONIA", "\u80ba", "Other one", "Lung_Opacity", "");

        LabelledFolders read = read(new FolderOptions(classes, false, null, null));

        assertThat(read.scans())
                .extracting(LabelledScan::label)
                .containsExactly("PNEUMONIA", "Normal", "PNEUMONIA", "Other_one");
        assertThat(List.of("PNEUMONIA", "Normal", "Other_one", "unknown"))
                .extracting(read.classes()::shown)
                .containsExactly("PNEUMONIA", "Normal", "Other one", "unknown");
        assertThat(reported)
                .containsExactlyInAnyOrder(
                        "Class folders with the name \"Bacterial\" or \"Viral Pneumonia\" are the class PNEUMONIA, as"
                                + " --class says.",
                        "Class folders with the name \"\u80ba\" are the class Other_one, as --class says.",
                        "Class folders with the name \"Lung_Opacity\" are left out, as --class says.",
                        "Files of classes that --class leaves out are left out (2, e.g. Lung_Opacity/e.png).");
    }

    @Test
    void shouldShowTheNameOfTheFolder() throws IOException {
        pictures("Viral Pneumonia/b.png", "NORMAL/c.png");

        ClassMap classes = read(FolderOptions.NONE).classes();

        assertThat(classes.shown("Viral_Pneumonia")).isEqualTo("Viral Pneumonia");
        assertThat(classes.shown("NORMAL")).isEqualTo("NORMAL");
    }

    @Test
    void shouldNameTheFoldersIfAClassIsGivenToOneThatIsNotThere() throws IOException {
        pictures("A/a.png", "B/b.png");

        assertThatThrownBy(() -> read(new FolderOptions(Map.of("C\u001b", "X"), false, null, null)))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "--class names \"C?\", but no class folder with scans has this name; give one of \"A\", \"B\".");
    }

    @Test
    void shouldRefuseAClassThatCannotBeALabel() throws IOException {
        pictures("A/a.png", "B/b.png");

        assertThatThrownBy(() -> read(new FolderOptions(Map.of("A", "a+b"), false, null, null)))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("--class \"A=a+b\" must name a class");
    }

    @Test
    void shouldNotMakeTwoClassesOfOneThatIsWrittenInTwoWays() throws IOException {
        pictures("train/Normal/a.png", "train/COVID/b.png", "test/NORMAL/c.png");

        assertThatThrownBy(() -> read(FolderOptions.NONE))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("\"NORMAL\" in " + folder.resolve("test"))
                .hasMessageContaining("--class \"NORMAL=Normal\"");
        assertThat(read(new FolderOptions(Map.of("NORMAL", "Normal"), false, null, null))
                        .scans())
                .extracting(LabelledScan::label)
                .containsOnly("Normal", "COVID");
    }

    @Test
    void shouldSendTheColumnThatIsNamedAsTheSource() throws IOException {
        pictures("A/a.png", "B/b.png", "B/c.png");
        Files.writeString(
                folder.resolve("manifest.csv"),
                "file,patient,Location\nA/a.png,1,\"Madrid, Spain\"\nB/b.png,2,\nB/c.png,3,Lima\n");

        assertThat(read(column("location")).scans())
                .extracting(scan -> scan.headers().get("source"))
                .containsExactly("Madrid_Spain", null, "Lima");
        assertThat(reported)
                .containsExactly(
                        "Different sources of the scans: 2 (e.g. \"Madrid, Spain\", which is sent as Madrid_Spain);"
                                + " 1 of 3 scans have none.");
        assertThat(read(FolderOptions.NONE).scans())
                .extracting(LabelledScan::source)
                .containsOnlyNulls();
    }

    @Test
    void shouldSendAConstantSource() throws IOException {
        pictures("A/a.png", "B/b.png");

        assertThat(read(new FolderOptions(Map.of(), false, null, "Our clinic")).scans())
                .extracting(LabelledScan::source)
                .containsOnly("Our_clinic");
    }

    @Test
    void shouldNameTheColumnsIfTheOneOfTheSourcesIsMissing() throws IOException {
        pictures("A/a.png", "B/b.png");

        assertThatThrownBy(() -> read(column("city")))
                .hasMessageContaining("No manifest has the columns file and city;");

        manifest("A/a.png,1\nB/b.png,2\n");

        assertThatThrownBy(() -> read(column("city")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("there are file, patient; give one");
    }

    @Test
    void shouldRefuseAFileWithTwoSources() throws IOException {
        pictures("A/a.png", "B/b.png");
        Files.writeString(folder.resolve("manifest.csv"), "file,patient,city\nA/a.png,1,x\nB/b.png,2,y\nA/a.png,1,z\n");

        assertThatThrownBy(() -> read(column("city"))).hasMessageContaining("has two values of city for A/a.png");
    }

    @Test
    void shouldTrainOnSeveralFoldersWithTheirOwnManifests() throws IOException {
        pictures("one/A/a.png", "one/B/b.png", "two/A/a.png", "three/B/a.png", "four/B/a.png");
        Files.copy(folder.resolve("one/A/a.png"), folder.resolve("two/A/copy.png"));
        Files.writeString(folder.resolve("one/manifest.csv"), "file,patient,city\nA/a.png,1,Lima\nB/b.png,2,Rome\n");
        Files.writeString(folder.resolve("two/manifest.csv"), "file,patient\nA/a.png,1\nA/copy.png,3\n");
        List<Path> folders =
                List.of(folder.resolve("one"), folder.resolve("two"), folder.resolve("three"), folder.resolve("four"));

        LabelledFolders read = LabelledFolders.read(folders, column("city"), reported::add);

        assertThat(read.scans())
                .extracting(LabelledScan::source)
                .containsExactly("Lima", "Rome", "two", "three", "four");
        assertThat(read.scans())
                .extracting(LabelledScan::patient)
                .startsWith("1", "2", "1")
                .filteredOn(patient -> patient.endsWith("/B/a.png"))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(read.knowsPatients()).isFalse();
        assertThat(reported)
                .anyMatch(sentence -> sentence.contains(
                        "(1, e.g. " + folder.resolve("two/A/copy.png") + " = " + folder.resolve("one/A/a.png") + ")"))
                .filteredOn(sentence -> sentence.contains("so its name is the source of its scans"))
                .hasSize(3);
    }

    @Test
    void shouldRefuseSeveralFoldersThatHaveOneClassTogether() throws IOException {
        pictures("one/A/a.png", "two/A/b.png");
        List<Path> folders = List.of(folder.resolve("one"), folder.resolve("two"));

        assertThatThrownBy(() -> LabelledFolders.read(folders, FolderOptions.NONE, reported::add))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("The folders " + folder.resolve("one") + ", " + folder.resolve("two") + " need");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTHER", "test", "train", "val", "images"})
    void shouldTakeAnyFolderOfScansForAClass(String name) throws IOException {
        pictures("NORMAL/a.png", name + "/b.png");

        assertThat(read(FolderOptions.NONE).scans())
                .extracting(LabelledScan::label)
                .containsExactlyInAnyOrder("NORMAL", name);
        assertThat(reported).isEmpty();
    }

    private static FolderOptions column(String name) {
        return new FolderOptions(Map.of(), false, name, null);
    }

    private LabelledFolders read(FolderOptions options) {
        reported.clear();
        return LabelledFolders.read(List.of(folder), options, reported::add);
    }

    private void manifest(String lines) throws IOException {
        Files.writeString(folder.resolve("manifest.csv"), "file,patient\n" + lines);
    }

    private void text(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private void pictures(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
            picture.setRGB(drawn % 16, drawn / 16, 0xffffff);
            drawn++;
            ImageIO.write(picture, "png", file.toFile());
        }
    }
}
