package dev.thorax.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class StoreDiskTest {
    @TempDir
    Path folder;

    private StoreDisk disk;

    @BeforeEach
    void mount() {
        disk = StoreDisk.mount(folder.resolve("data"));
        assumeTrue(disk.isMounted(), "This process may not mount a file system.");
    }

    @AfterEach
    void unmount() {
        StoreDisk.unmount(folder.resolve("data"));
    }

    @Test
    void shouldTakeNothingWhileItIsFull() throws IOException {
        write("before", 1_000_001);
        disk.fill();

        assertThatThrownBy(() -> write("meanwhile", 1)).isInstanceOf(IOException.class);

        disk.empty();
        write("after", 1_000_000);
        assertThat(folder.resolve("data/before")).hasSize(1_000_001);
        assertThat(folder.resolve("data/after")).hasSize(1_000_000);
    }

    @Test
    void shouldTakeNothingMoreThanABlockWhenItWasEmpty() {
        disk.fill();

        assertThatThrownBy(() -> write("large", 100_000)).isInstanceOf(IOException.class);
    }

    private void write(String name, int bytes) throws IOException {
        Files.write(folder.resolve("data").resolve(name), new byte[bytes]);
    }
}
