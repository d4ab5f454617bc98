package dev.thorax.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FolderTreeTest {
    @TempDir
    private Path temp;

    @Test
    void shouldDeleteAFolderWithEverythingInIt() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("a/b/c"));
        Files.writeString(folder.resolve("file"), "text");
        FolderTree.delete(temp.resolve("a"));
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void shouldNotFollowLinks() throws IOException {
        Path other =
                Files.writeString(Files.createDirectory(temp.resolve("other")).resolve("file"), "text");
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), other.getParent());
        FolderTree.delete(folder);
        assertThat(other).exists();
        assertThat(folder).doesNotExist();
    }

    @Test
    void shouldIgnoreAMissingFolder() throws IOException {
        FolderTree.delete(temp.resolve("none"));
        assertThat(temp).isEmptyDirectory();
    }
}
