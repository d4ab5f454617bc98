package dev.thorax.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.storage.EncryptionKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingUpTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameTheBusyPortAndItsUser() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports free = Ports.free();
            Ports ports = new Ports(
                    free.kafka(),
                    free.controller(),
                    other.getLocalPort(),
                    free.ingest(),
                    free.training(),
                    free.inference(),
                    free.explain(),
                    free.managementStep());

            assertThatThrownBy(ports::checkFree)
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + ", which the S3 server needs")
                    .hasMessageContaining("--first-port");
        }
    }

    @Test
    void shouldRefuseAHomeThatAnotherRunUses() {
        try (HomeFolder home = HomeFolder.open(folder)) {
            assertThat(home.secret("s3")).hasSize(48);
            assertThatThrownBy(() -> HomeFolder.open(folder))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith("Another run uses ");
        }
    }

    @Test
    void shouldKeepItsSecretsBetweenRunsAndToItself() throws IOException {
        String first;
        try (HomeFolder home = HomeFolder.open(folder)) {
            first = home.secret("s3");
        }
        String keys;
        try (HomeFolder home = HomeFolder.open(folder)) {
            assertThat(home.secret("s3")).isEqualTo(first).isNotEqualTo(home.secret("pseudonym"));
            keys = home.encryptionKeys();
        }
        try (HomeFolder home = HomeFolder.open(folder)) {
            assertThat(home.encryptionKeys()).isEqualTo(keys);
            assertThat(EncryptionKeys.parse(keys)).hasToString("[local]");
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.properties")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void shouldCloseItsHomeToOtherUsersAlsoIfAnEarlierReleaseLeftItOpen() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
        for (Path home : List.of(folder, folder.resolve("new/home"))) {
            HomeFolder.open(home).close();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldSayThatAHomeCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> HomeFolder.open(file.resolve("home")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("choose another one with --home");
    }

    @Test
    void shouldRefuseAHomeWithACommaInItsPath() {
        assertThatThrownBy(() -> HomeFolder.open(folder.resolve("this, that")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("comma")
                .hasMessageContaining("--home");
        assertThat(folder).isEmptyDirectory();
    }
}
