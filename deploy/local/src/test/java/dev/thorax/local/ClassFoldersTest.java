package dev.thorax.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.local.LeftOut.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClassFoldersTest {
    @TempDir
    private Path folder;

    private LeftOut leftOut;
    private ClassMap classes = new ClassMap(Map.of());

    @BeforeEach
    void begin() {
        leftOut = new LeftOut(folder);
    }

    @Test
    void shouldReadEveryFileOfEveryClassInOrder() throws IOException {
        Path second = file("NORMAL/b.png", "b");
        Path first = file("NORMAL/a.png", "a");
        Path other = file("COVID-19/c.png", "c");

        assertThat(read())
                .containsExactly(
                        new ScanFile(other, "COVID-19", "COVID-19/c.png", Sha256.of(other)),
                        new ScanFile(first, "NORMAL", "NORMAL/a.png", Sha256.of(first)),
                        new ScanFile(second, "NORMAL", "NORMAL/b.png", Sha256.of(second)));
        assertThat(leftOut.sentences()).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatIsNoScanAndCountItByItsReason() throws IOException {
        file("NORMAL/a.png", "a");
        file("NORMAL/empty.png", "");
        file("NORMAL/Thumbs.db", "x");
        file("NORMAL/old/b.png", "b");
        file("__MACOSX/a.png", "x");
        file("notes.txt", "x");
        file("manifest.csv", "file,patient");
        Files.createSymbolicLink(folder.resolve("NORMAL/gone.png"), folder.resolve("none"));
        Files.createSymbolicLink(folder.resolve("gone"), folder.resolve("none"));

        assertThat(read()).extracting(ScanFile::name).containsExactly("NORMAL/a.png");
        assertThat(leftOut.count(Reason.EMPTY)).isEqualTo(1);
        assertThat(leftOut.count(Reason.SYSTEM)).isEqualTo(2);
        assertThat(leftOut.count(Reason.TOO_DEEP)).isEqualTo(1);
        assertThat(leftOut.count(Reason.DOCUMENT)).isEqualTo(1);
        assertThat(leftOut.count(Reason.BROKEN_LINK)).isEqualTo(2);
    }

    @Test
    void shouldFollowALinkToAScan() throws IOException {
        Path scan = file("elsewhere.png", "a");
        Files.createDirectory(folder.resolve("NORMAL"));
        Files.createSymbolicLink(folder.resolve("NORMAL/a.png"), scan);

        assertThat(read()).extracting(ScanFile::sha256).containsExactly(Sha256.of(scan));
    }

    @Test
    void shouldCountAClassWithoutAScan() throws IOException {
        Files.createDirectory(folder.resolve("NORMAL"));
        file("COVID 19/.DS_Store", "x");

        assertThat(read()).isEmpty();
        assertThat(leftOut.count(Reason.EMPTY_CLASS)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u80ba\u708e", "a+b", "a\u0007b"})
    void shouldRefuseAClassWhoseNameCannotBeALabel(String name) throws IOException {
        file(name + "/a.png", "a");

        assertThatThrownBy(this::read)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The class folder \"" + name.replace('\u0007', '?') + "\" in ")
                .hasMessageEndingWith("rename it, or give its class with --class.");
    }

    @Test
    void shouldMakeALabelOfANameWithBlanksAndUmlautsAndReportIt() throws IOException {
        file("Viral Pneumonia/a.png", "a");
        file("Lungenentz\u00fcndung/b.png", "b");

        assertThat(read())
                .extracting(ScanFile::label)
                .containsExactlyInAnyOrder("Viral_Pneumonia", "Lungenentzuendung");
        assertThat(classes.sentences())
                .contains("The class folder \"Viral Pneumonia\" has the label Viral_Pneumonia,"
                        + " as a label has letters, digits, dots, underscores and dashes only.");
    }

    @Test
    void shouldRefuseTwoClassesWithTheSameLabel() throws IOException {
        file("Viral Pneumonia/a.png", "a");
        file("Viral_Pneumonia/b.png", "b");

        assertThatThrownBy(this::read)
                .isInstanceOf(CannotRunException.class)
                .hasMessageEndingWith("would both have the label Viral_Pneumonia; rename one of them.");
    }

    @Test
    void shouldPrintNoControlCharactersOfNames() throws IOException {
        file("a\tb/a.png", "a");
        read();
        ClassMap first = classes;
        file("a b/b.png", "b");

        assertThat(first.sentences()).singleElement().asString().startsWith("The class folder \"a?b\" has");
        assertThatThrownBy(this::read)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("\"a?b\"")
                .hasMessageNotContaining("\t");
    }

    @Test
    void shouldRefuseAFolderThatDoesNotExist() {
        assertThatThrownBy(() -> new ClassFolders(leftOut, classes).read(folder.resolve("none"), folder))
                .isInstanceOf(CannotRunException.class);
    }

    @Test
    void shouldSendOnlyFiles() throws IOException {
        assertThat(ClassFolders.refusal(file("NORMAL/a.png", "a"))).isNull();
        assertThat(ClassFolders.refusal(folder.resolve("NORMAL"))).isEqualTo(Reason.NO_FILE);
        assertThat(ClassFolders.refusal(folder.resolve("none"))).isEqualTo(Reason.NO_FILE);
        assertThat(ClassFolders.refusal(folder.resolve(".a.png"))).isEqualTo(Reason.SYSTEM);
    }

    private List<ScanFile> read() {
        classes = new ClassMap(Map.of());
        return new ClassFolders(leftOut, classes).read(folder, folder);
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    }
}
