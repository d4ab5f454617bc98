package dev.thorax.testing.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedDataTest {
    private static final String PROPERTY = "thorax.shared.data";

    private final String configured = System.getProperty(PROPERTY);

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() {
        System.setProperty(PROPERTY, folder.toString());
    }

    @AfterEach
    void restore() {
        if (configured == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, configured);
        }
    }

    @Test
    void shouldReadTheFilesOfAFolder() throws IOException {
        Path good = Files.createDirectories(folder.resolve("intake/good"));
        Path file = Files.write(good.resolve("a.png"), new byte[] {1, 2});
        assertThat(SharedData.files("intake")).containsExactly(file);
        assertThat(SharedData.bytes("intake/good/a.png")).containsExactly(1, 2);
    }

    @Test
    void shouldSkipATestWhoseFilesAreMissing() {
        assertThatThrownBy(() -> SharedData.files("none"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("The shared data is missing: " + folder.resolve("none"));
    }
}
