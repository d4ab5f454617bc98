package dev.thorax.servers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TestStackIT {
    @TempDir
    private static Path folder;

    private static TestStack backing;

    @BeforeAll
    static void start() {
        backing = TestStack.start(folder.resolve("mit Leerzeichen ü %41"));
    }

    @AfterAll
    static void stop() throws Exception {
        backing.close();
    }

    @Test
    void shouldKeepRecordsOverARestartOfTheBroker() {
        byte[] scan = new byte[32 << 20];
        scan[scan.length - 1] = 7;

        backing.produce(Topics.SCANS, "scan-1", scan, Map.of("ce_id", "scan-1"));
        backing.kafka().kill();
        backing.kafka().start();

        assertThat(backing.records(Topics.SCANS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("scan-1");
            assertThat(record.value()).isEqualTo(scan);
        });
    }

    @Test
    void shouldStoreReadListAndMissObjects() {
        byte[] bytes = "image".getBytes(StandardCharsets.UTF_8);

        backing.store().put("datasets/d/COVID-19/b", bytes, "text/plain");
        backing.store().put("datasets/d/COVID-19/a", bytes, "text/plain");

        assertThat(backing.store().get("datasets/d/COVID-19/a")).isEqualTo(bytes);
        assertThat(backing.store().list("datasets/d/"))
                .containsExactly("datasets/d/COVID-19/a", "datasets/d/COVID-19/b");
        assertThat(backing.store().exists("datasets/d/COVID-19/c")).isFalse();
        assertThatThrownBy(() -> backing.store().get("datasets/d/COVID-19/c"))
                .isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void shouldWriteAnObjectOnlyOnceIfAskedTo() {
        byte[] first = "first".getBytes(StandardCharsets.UTF_8);

        assertThat(backing.store().putIfAbsent("claims/1", first, "text/plain")).isTrue();
        assertThat(backing.store().putIfAbsent("claims/1", new byte[] {1}, "text/plain"))
                .isFalse();

        assertThat(backing.store().get("claims/1")).isEqualTo(first);
    }

    @Test
    void shouldSayThatTheStoreIsUnavailableWhileItIsDown() {
        backing.s3().stop();
        try {
            assertThatThrownBy(() -> backing.store().get("claims/2"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageStartingWith("The object store could not read claims/2: ");
        } finally {
            backing.s3().start();
        }
        assertThat(backing.store().exists("claims/2")).isFalse();
    }
}
