package dev.thorax.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class TempFolderTest {
    @TempDir
    private Path temp;

    @Test
    void shouldDeleteAFolderWithEverythingInIt() throws IOException {
        Path folder =
                Files.createDirectories(temp.resolve("work/a/b")).getParent().getParent();
        Files.writeString(folder.resolve("a/b/pixels"), "text");
        Files.writeString(folder.resolve(".hidden"), "text");

        TempFolder.delete(folder);

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void shouldDeleteNothingIfTheFolderIsGoneAlready() {
        TempFolder.delete(temp.resolve("none"));

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void shouldLeaveWhatALinkPointsTo() throws IOException {
        Path kept =
                Files.writeString(Files.createDirectory(temp.resolve("kept")).resolve("scan"), "text");
        Path folder = Files.createDirectory(temp.resolve("work"));
        Files.createSymbolicLink(folder.resolve("link"), kept.getParent());
        Files.createSymbolicLink(folder.resolve("broken"), temp.resolve("none"));

        TempFolder.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(kept).hasContent("text");
    }

    @Test
    void shouldDeleteALinkToNothing() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("none"));

        TempFolder.delete(link);

        assertThat(temp).isEmptyDirectory();
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    /** The administrator reads every folder, so the test needs another user. */
    @Test
    void shouldLeaveAFolderThatCannotBeReadWithoutAnException() throws IOException {
        Path locked = Files.createDirectories(temp.resolve("work/locked"));
        Files.setPosixFilePermissions(locked, Set.of());
        try {
            assumeThat(Files.isReadable(locked)).isFalse();

            TempFolder.delete(locked.getParent());

            assertThat(locked).exists();
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
