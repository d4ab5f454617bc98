package dev.thorax.ingest.metrics;

import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.admission.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class IngestMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IngestMetrics metrics = new IngestMetrics(registry);

    @ParameterizedTest
    @MethodSource("outcomes")
    void shouldCountAScanByItsOutcome(Outcome outcome, String counter) {
        assertThat(metrics.measure(() -> outcome)).isSameAs(outcome);

        assertThat(registry.counter("thorax.ingest.received").count()).isEqualTo(1);
        assertThat(registry.find(counter).counter()).isNotNull().satisfies(it -> assertThat(it.count())
                .isEqualTo(1));
        assertThat(registry.timer("thorax.ingest.scan").count()).isEqualTo(1);
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                arguments(new Outcome.Stored(null), "thorax.ingest.stored"),
                arguments(new Outcome.Duplicate(), "thorax.ingest.duplicate"),
                arguments(new Outcome.Refiled(false), "thorax.ingest.filed.again"),
                arguments(new Outcome.Refiled(true), "thorax.ingest.relabelled"),
                arguments(
                        new Outcome.Rejected(
                                new UnacceptableScanException(RejectionReason.EMPTY, "The scan is empty.")),
                        "thorax.ingest.rejected"));
    }
}
