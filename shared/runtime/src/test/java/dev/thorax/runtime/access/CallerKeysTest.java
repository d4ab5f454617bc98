package dev.thorax.runtime.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallerKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path folder;

    private final NewKey first = NewKey.make("xray-2", Role.DEVICE, NOW.plusSeconds(60), new SecureRandom());
    private final NewKey second = NewKey.make("xray-2", Role.DEVICE, NOW.plusSeconds(60), new SecureRandom());
    private Path file;
    private CallerKeys keys;

    @BeforeEach
    void start() {
        file = folder.resolve("keys.json");
        KeyFile.change(file, old -> old.with(first.key()));
        keys = callerKeys(file);
        keys.start(null);
    }

    @AfterEach
    void stop() {
        keys.stop();
    }

    @Test
    void shouldTakeANewKeyAndRefuseAWithdrawnOneWithoutARestart() {
        assertThat(keys.find(second.text())).isEmpty();

        KeyFile.change(file, old -> old.with(second.key()).without(first.key().id()));
        keys.readAgain();

        assertThat(keys.find(second.text())).contains(second.key());
        assertThat(keys.find(first.text())).isEmpty();
        assertThat(keys.isValid(first.key())).isFalse();
    }

    @Test
    void shouldReadTheFileAgainIfALinkToItsFolderIsSwapped() throws IOException {
        KeyFile.change(folder.resolve("v1/keys.json"), old -> old.with(first.key()));
        KeyFile.change(folder.resolve("v2/keys.json"), old -> old.with(second.key()));
        Path data = Files.createSymbolicLink(folder.resolve("data"), folder.resolve("v1"));
        CallerKeys mounted =
                callerKeys(Files.createSymbolicLink(folder.resolve("mounted.json"), data.resolve("keys.json")));
        mounted.start(null);

        Path next = Files.createSymbolicLink(folder.resolve("next"), folder.resolve("v2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        mounted.readAgain();
        mounted.stop();

        assertThat(mounted.find(second.text())).isPresent();
        assertThat(mounted.find(first.text())).isEmpty();
    }

    @Test
    void shouldKeepTheLastKeysWhileTheFileIsMalformedOrAway() throws IOException {
        Files.writeString(file, "{");
        keys.readAgain();
        Files.delete(file);
        keys.readAgain();

        assertThat(keys.find(first.text())).isPresent();
    }

    @Test
    void shouldKeepTheLastKeysWhileOthersMayChangeTheFile() throws IOException {
        KeyFile.change(file, old -> old.with(second.key()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        keys.readAgain();

        assertThat(keys.find(second.text())).isEmpty();
        assertThat(keys.find(first.text())).isPresent();
        assertThatThrownBy(() -> callerKeys(file).start(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Other users may change the file " + file);
    }

    @Test
    void shouldRefuseToStartWithoutReadableKeys() {
        assertThatThrownBy(() -> callerKeys(folder.resolve("none.json")).start(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.json cannot be read");
    }

    private static CallerKeys callerKeys(Path file) {
        return new CallerKeys(() -> Optional.of(file.toString()), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
