package dev.thorax.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.access.Role;
import dev.thorax.access.key.KeyFile;
import dev.thorax.access.key.NewKey;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorKeyTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldMakeTheKeyOnceForTheOwnerOnly() throws IOException {
        OperatorKey first = at(NOW);

        assertThat(at(NOW.plus(Duration.ofDays(300))).header()).isEqualTo(first.header());
        String text = first.header().replace("Key ", "");
        assertThat(KeyFile.read(first.keys()).find(text, NOW)).get().satisfies(key -> assertThat(key.role())
                .isEqualTo(Role.OPERATOR));
        assertThat(first.link(URI.create("http://127.0.0.1:8084/"))).hasToString("http://127.0.0.1:8084/?key=" + text);
        for (String file : new String[] {"operator.key", "keys.json"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldMakeItAnewBeforeItsEndAndKeepOtherKeys() {
        OperatorKey first = at(NOW);
        NewKey device = NewKey.make("xray-2", Role.DEVICE, NOW, new SecureRandom());
        KeyFile.change(first.keys(), keys -> keys.with(device.key()));

        OperatorKey second = at(NOW.plus(Duration.ofDays(350)));

        assertThat(second.header()).isNotEqualTo(first.header());
        assertThat(KeyFile.read(second.keys()).list()).hasSize(2).contains(device.key());
    }

    private OperatorKey at(Instant time) {
        return OperatorKey.in(folder, Clock.fixed(time, ZoneOffset.UTC));
    }
}
