package dev.thorax.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EmptyFolderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldEmptyTheFolderButFollowNoLinks() throws IOException {
        Path kept = Files.writeString(
                Files.createDirectories(folder.resolve("other")).resolve("kept"), "1");
        Path scratch = EmptyFolder.emptied(folder.resolve("scratch"));
        Files.writeString(
                Files.createDirectories(scratch.resolve("onnxruntime-java1")).resolve("lib.so"), "1");
        Files.createSymbolicLink(scratch.resolve("link"), kept.getParent());

        assertThat(EmptyFolder.emptied(scratch)).isEqualTo(scratch).isEmptyDirectory();
        assertThat(kept).exists();
    }
}
