package dev.thorax.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FoldersTest {
    @TempDir
    private Path folder;

    @Test
    void shouldListEntriesInTheOrderOfTheirNames() throws IOException {
        for (String name : new String[] {"c.png", "a.png", ".b"}) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectories(folder.resolve("b/deeper"));

        assertThat(Folders.list(folder))
                .extracting(entry -> entry.getFileName().toString())
                .containsExactly(".b", "a.png", "b", "c.png");
    }

    @Test
    void shouldListNothingInAnEmptyFolder() {
        assertThat(Folders.list(folder)).isEmpty();
    }

    @Test
    void shouldListLinksToNothing() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));

        assertThat(Folders.list(folder)).containsExactly(link);
    }

    @Test
    void shouldNameAFolderThatDoesNotExist() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> Folders.list(none))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The folder " + none + " cannot be read (")
                .hasMessageEndingWith("; give one that exists and may be read.");
    }

    @Test
    void shouldRefuseAFileInPlaceOfAFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("a.png"));

        assertThatThrownBy(() -> Folders.list(file))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(file.toString());
    }
}
