package dev.thorax.runtime.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** Meters of a registry with the filter. */
class HistogramBucketsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    HistogramBucketsTest() {
        registry.config().meterFilter(new HistogramBuckets().filter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"thorax.ingest.scan", "thorax.audit", "http.server.requests"})
    void shouldCountTimesBelowEachBound(String name) {
        registry.timer(name).record(Duration.ofMillis(3));
        registry.timer(name).record(Duration.ofSeconds(3));

        HistogramSnapshot times = registry.timer(name).takeSnapshot();

        assertThat(times.histogramCounts()).hasSize(15);
        assertThat(count(times, Duration.ofMillis(2))).isZero();
        assertThat(count(times, Duration.ofMillis(5))).isEqualTo(1);
        assertThat(count(times, Duration.ofSeconds(2))).isEqualTo(1);
        assertThat(count(times, Duration.ofSeconds(5))).isEqualTo(2);
    }

    @Test
    void shouldCountTrainingsInMinutesAndHours() {
        registry.timer("thorax.training.duration").record(Duration.ofMinutes(45));

        HistogramSnapshot times = registry.timer("thorax.training.duration").takeSnapshot();

        assertThat(count(times, Duration.ofMinutes(30))).isZero();
        assertThat(count(times, Duration.ofHours(1))).isEqualTo(1);
    }

    @Test
    void shouldCountScansOfABatch() {
        registry.summary("thorax.inference.batch").record(12);

        List<Double> bounds = Arrays.stream(registry.summary("thorax.inference.batch")
                        .takeSnapshot()
                        .histogramCounts())
                .filter(bucket -> bucket.count() == 0)
                .map(CountAtBucket::bucket)
                .toList();

        assertThat(bounds).containsExactly(1.0, 2.0, 4.0, 8.0);
    }

    @Test
    void shouldLeaveMetersOfLibrariesAsTheyAre() {
        registry.timer("jvm.gc.pause").record(Duration.ofMillis(3));

        assertThat(registry.timer("jvm.gc.pause").takeSnapshot().histogramCounts())
                .isEmpty();
    }

    private static double count(HistogramSnapshot times, Duration bound) {
        return Arrays.stream(times.histogramCounts())
                .filter(bucket -> bucket.bucket(SECONDS) == bound.toNanos() / 1e9)
                .mapToDouble(CountAtBucket::count)
                .findFirst()
                .orElseThrow();
    }
}
