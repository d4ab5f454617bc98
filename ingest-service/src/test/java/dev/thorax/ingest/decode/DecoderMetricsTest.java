package dev.thorax.ingest.decode;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DecoderMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DecoderMetrics metrics = new DecoderMetrics(registry);

    @ParameterizedTest
    @CsvSource({"CRASH, crash", "MEMORY, memory", "DEADLINE, deadline"})
    void shouldCountEndedProcessesByTheirCause(DecoderFault fault, String cause) {
        metrics.ended(fault);
        metrics.ended(fault);

        assertThat(registry.get("thorax.ingest.decoder.ended")
                        .tag("cause", cause)
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void shouldCountNothingBeforeAProcessEnds() {
        assertThat(registry.getMeters()).isEmpty();
    }
}
