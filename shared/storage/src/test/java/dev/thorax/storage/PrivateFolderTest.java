package dev.thorax.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class PrivateFolderTest {
    @TempDir
    private Path temp;

    @Test
    void shouldMakeAFolderForThisUserOnly() throws IOException {
        Path folder = temp.resolve("models/cache");

        PrivateFolder.create(folder);
        PrivateFolder.create(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void shouldRefuseAFolderThatOthersMayWriteTo(String permissions) throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString(permissions));

        assertRefused(temp);
    }

    @Test
    void shouldCloseAFolderThatOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));

        PrivateFolder.create(temp);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp)))
                .isEqualTo("rwx------");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAFolderOrALinkOfAnotherUser() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("own")));
        assumeThat(isGivenAway(folder)).isTrue();
        Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);

        assertRefused(folder);
        assertRefused(link);
    }

    /** Only root can do that. */
    private static boolean isGivenAway(Path folder) throws IOException {
        try {
            Files.setAttribute(folder, "unix:uid", 65534);
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private static void assertRefused(Path folder) {
        assertThatThrownBy(() -> PrivateFolder.create(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete it, or configure a folder");
    }
}
