package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.local.LeftOut.Reason;

import static org.assertj.core.api.Assertions.assertThat;

class LeftOutTest {
    @TempDir
    private Path folder;

    private LeftOut leftOut;

    @BeforeEach
    void begin() {
        leftOut = new LeftOut(folder);
    }

    @Test
    void shouldSayNothingIfNothingIsLeftOut() {
        assertThat(leftOut.sentences()).isEmpty();
        assertThat(leftOut.count(Reason.EMPTY)).isZero();
    }

    @Test
    void shouldCountByReasonAndKeepTheFirstExample() {
        leftOut.add(Reason.EMPTY, folder.resolve("NORMAL/b.png"));
        leftOut.add(Reason.EMPTY, folder.resolve("NORMAL/a.png"));
        leftOut.add(Reason.SYSTEM, ".DS_Store");

        assertThat(leftOut.count(Reason.EMPTY)).isEqualTo(2);
        assertThat(leftOut.count(Reason.SYSTEM)).isEqualTo(1);
        assertThat(leftOut.sentences())
                .containsExactly(
                        "Hidden files and files of the operating system are left out (1, e.g. .DS_Store).",
                        "Files without bytes are left out (2, e.g. NORMAL/b.png); copy them again.");
    }

    @Test
    void shouldNotPrintWhatControlsATerminal() {
        leftOut.add(Reason.OUTSIDE, "a\u001b[2J.png");

        assertThat(leftOut.sentences()).singleElement().asString().contains("e.g. a?[2J.png");
    }

    @Test
    void shouldCountTheFilesOfSubFoldersHoweverDeep() throws IOException {
        Files.createDirectories(folder.resolve("A/old/older/__MACOSX"));
        Files.createFile(folder.resolve("A/old/a.png"));
        Files.createFile(folder.resolve("A/old/older/b.png"));
        Files.createFile(folder.resolve("A/old/older/.DS_Store"));
        Files.createFile(folder.resolve("A/old/older/__MACOSX/c.png"));

        leftOut.addFilesOf(folder.resolve("A/old"), Reason.TOO_DEEP);

        assertThat(leftOut.count(Reason.TOO_DEEP)).isEqualTo(2);
        assertThat(leftOut.count(Reason.SYSTEM)).isEqualTo(2);
        assertThat(leftOut.sentences().get(1)).contains("(2, e.g. A/old/a.png)");
    }

    @Test
    void shouldNotFollowALinkInACircle() throws IOException {
        Path old = Files.createDirectories(folder.resolve("A/old"));
        Files.createSymbolicLink(old.resolve("again"), old);

        leftOut.addFilesOf(old, Reason.IN_FOLDER);

        assertThat(leftOut.count(Reason.IN_FOLDER)).isEqualTo(1);
    }

    @Test
    void shouldCountAFolderThatIsGoneAsUnreadable() {
        leftOut.addFilesOf(folder.resolve("gone"), Reason.TOO_DEEP);

        assertThat(leftOut.count(Reason.UNREADABLE)).isEqualTo(1);
        assertThat(leftOut.count(Reason.TOO_DEEP)).isZero();
    }
}
