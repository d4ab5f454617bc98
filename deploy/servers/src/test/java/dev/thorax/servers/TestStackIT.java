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

    private static SharedServers servers;
    private static TestStack stack;

    @BeforeAll
    static void start() {
        servers = SharedServers.start(folder.resolve("mit Leerzeichen ü %41"));
        stack = TestStack.on(servers, folder);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
        servers.stop();
    }

    @Test
    void shouldKeepRecordsOverARestartOfTheBroker() {
        byte[] scan = new byte[32 << 20];
        scan[scan.length - 1] = 7;

        stack.produce(Topics.SCANS, "scan-1", scan, Map.of("ce_id", "scan-1"));
        stack.kafka().kill();
        stack.kafka().start();

        assertThat(stack.records(Topics.SCANS).stream()
                        .filter(record -> record.key().equals("scan-1")))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.key()).isEqualTo("scan-1");
                    assertThat(record.value()).isEqualTo(scan);
                });
    }

    @Test
    void shouldBeginWithEmptyTopicsAndAnEmptyBucket() throws Exception {
        stack.produce(Topics.SCANS, "scan-2", new byte[] {1}, Map.of());
        stack.store().put("scans/scan-2/original", new byte[] {1}, "text/plain");

        try (TestStack next = TestStack.on(servers, folder)) {
            assertThat(next.records(Topics.SCANS)).isEmpty();
            assertThat(next.store().list("scans/")).isEmpty();
        }
        assertThat(stack.store().list("scans/")).containsExactly("scans/scan-2/original");
    }

    @Test
    void shouldStoreReadListAndMissObjects() {
        byte[] bytes = "image".getBytes(StandardCharsets.UTF_8);

        stack.store().put("datasets/d/COVID-19/b", bytes, "text/plain");
        stack.store().put("datasets/d/COVID-19/a", bytes, "text/plain");

        assertThat(stack.store().get("datasets/d/COVID-19/a")).isEqualTo(bytes);
        assertThat(stack.store().list("datasets/d/")).containsExactly("datasets/d/COVID-19/a", "datasets/d/COVID-19/b");
        assertThat(stack.store().exists("datasets/d/COVID-19/c")).isFalse();
        assertThatThrownBy(() -> stack.store().get("datasets/d/COVID-19/c")).isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void shouldWriteAnObjectOnlyOnceIfAskedTo() {
        byte[] first = "first".getBytes(StandardCharsets.UTF_8);

        assertThat(stack.store().putIfAbsent("claims/1", first, "text/plain")).isTrue();
        assertThat(stack.store().putIfAbsent("claims/1", new byte[] {1}, "text/plain"))
                .isFalse();

        assertThat(stack.store().get("claims/1")).isEqualTo(first);
    }

    @Test
    void shouldSayThatTheStoreIsUnavailableWhileItIsDown() {
        stack.s3().stop();
        try {
            assertThatThrownBy(() -> stack.store().get("claims/2"))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageStartingWith("The object store could not read claims/2: ");
        } finally {
            stack.s3().start();
        }
        assertThat(stack.store().exists("claims/2")).isFalse();
    }
}
