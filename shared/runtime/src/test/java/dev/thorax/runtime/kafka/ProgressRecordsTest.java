package dev.thorax.runtime.kafka;

import java.nio.charset.StandardCharsets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressRecordsTest {
    private static final String PROGRESS =
            "{\"trainingId\":\"t-1\",\"state\":\"RUNNING\",\"at\":\"2026-01-01T00:00:00Z\"";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void add() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void remove() {
        Metrics.removeRegistry(registry);
    }

    @Test
    void shouldReadProgress() {
        assertThat(read(PROGRESS + "}")).isTrue();
        assertThat(counted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "null", "[]", "{}", "{\"trainingId\":\"t-1\",\"state\":\"RUNNING\"}"})
    void shouldCountWhatIsNoProgress(String value) {
        assertThat(read(value)).isFalse();
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreProgressOfMoreThan64KiB() {
        assertThat(read(PROGRESS + ",\"message\":\"" + "a".repeat(64 << 10) + "\"}"))
                .isFalse();
        assertThat(ProgressRecords.read(null)).isEmpty();
    }

    /** Other tests count, too, but not in this registry. */
    private double counted() {
        return registry.find("thorax.kafka.records.unreadable").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static boolean read(String value) {
        return ProgressRecords.read(value.getBytes(StandardCharsets.UTF_8)).isPresent();
    }
}
