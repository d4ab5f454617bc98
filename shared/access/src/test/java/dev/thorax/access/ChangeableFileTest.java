package dev.thorax.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeableFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void create() throws IOException {
        file = Files.writeString(folder.resolve("keys.json"), "{}");
    }

    @ParameterizedTest
    @CsvSource({
        "rw-------, false",
        "r--r--r--, false",
        "rwxr-xr-x, false",
        "rw--w----, true",
        "rw-----w-, true",
        "r--rw-rw-, true"
    })
    void shouldFindOutWhetherOthersThanTheOwnerMayChangeAFile(String permissions, boolean isChangeable)
            throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(ChangeableFile.isChangeable(file)).isEqualTo(isChangeable);
    }

    /** Everybody may change a link by its own permissions. */
    @Test
    void shouldLookAtTheFileBehindALink() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(ChangeableFile.isChangeable(link)).isFalse();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(ChangeableFile.isChangeable(link)).isTrue();
    }

    @Test
    void shouldNotTakeAMissingFileForASafeOne() {
        assertThatThrownBy(() -> ChangeableFile.isChangeable(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldNameTheFileAndWhatToDo() {
        assertThat(ChangeableFile.sentence(file)).contains(file.toString()).endsWith("(chmod go-w).");
    }
}
