package dev.thorax.access.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyFileTest {
    private static final Instant END = Instant.parse("2027-11-26T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldKeepKeysWithoutTheirSecretsForTheOwnerOnly() throws IOException {
        Path file = folder.resolve("new/keys.json");
        NewKey device = NewKey.make("xray-2", Role.DEVICE, END, new SecureRandom());

        KeyFile.change(file, keys -> keys.with(device.key()));

        assertThat(KeyFile.read(file).list()).containsExactly(device.key());
        assertThat(KeyFile.read(file).find(device.text(), END)).isPresent();
        assertThat(Files.readString(file))
                .doesNotContain(device.text().substring(device.text().indexOf('.') + 1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldChangeTheFileBehindALinkAndLeaveNothingElse() throws IOException {
        Path real = folder.resolve("real.json");
        KeyFile.change(real, keys -> keys);
        Path link = Files.createSymbolicLink(folder.resolve("keys.json"), real);
        NewKey key = NewKey.make("ada", Role.OPERATOR, END, new SecureRandom());

        KeyFile.change(link, keys -> keys.with(key.key()));
        KeyFile.change(link, keys -> keys.without(key.key().id()));

        assertThat(link).isSymbolicLink();
        assertThat(KeyFile.read(real).list()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("real.json", "keys.json", ".real.json.lock");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw----rw-"})
    void shouldReadNoFileThatOthersMayChange(String permissions) throws IOException {
        Path file = folder.resolve("keys.json");
        KeyFile.change(file, keys -> keys);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith("Other users may change the file " + file + ", and so let anybody in; check");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"keys\":[null]}",
                "{\"keys\":[],\"more\":1}",
                "{\"keys\":[{\"id\":\"abcd1234\",\"name\":\"secret-name\",\"role\":\"root\"}]}",
                "{\"keys\":[{\"id\":\"abcd1234\",\"name\":\"secret name\",\"role\":\"device\","
                        + "\"sha256\":\"00\",\"notAfter\":\"2027-11-26T12:00:00Z\"}]}",
                "{\"keys\":[{\"id\":\"abcd1234\",\"name\":\"a\",\"role\":\"device\",\"sha256\":\"00\"}]}",
                "{\"keys\":[{\"id\":\"abcd1234\",\"name\":\"a\",\"role\":\"device\",\"notAfter\":\"soon secret-name\"}]}",
            })
    void shouldRefuseAMalformedFileWithASentence(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), content);

        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith("The file of keys " + file + " is malformed: ")
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldStateHowAMissingFileIsMade() {
        assertThatThrownBy(() -> KeyFile.read(folder.resolve("none.json")))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("none.json cannot be read")
                .hasMessageContaining("keys add");
    }
}
