package dev.thorax.ingest.metrics;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceLagTest {
    @Test
    void shouldMeasureTheLargestLagOfADevice() {
        assertThat(DeviceLag.largest(List.of(
                        lag("thorax_scans_room-3", 4.0),
                        lag("thorax_scans_room-4", 7.0),
                        lag("thorax_scans_room-5", Double.NaN),
                        lag("thorax_scans", 99.0),
                        metric("records-lead", "thorax_scans_room-3", 99.0))))
                .isEqualTo(7);
    }

    @Test
    void shouldBeZeroWithoutDevices() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        DeviceLag.register(List::of, registry);

        assertThat(registry.get("thorax.ingest.device.lag").gauge().value()).isZero();
    }

    private static Metric lag(String topic, double value) {
        return metric("records-lag", topic, value);
    }

    private static Metric metric(String name, String topic, double value) {
        return new Metric() {
            @Override
            public MetricName metricName() {
                return new MetricName(name, "consumer-fetch-manager-metrics", "", Map.of("topic", topic));
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }
}
