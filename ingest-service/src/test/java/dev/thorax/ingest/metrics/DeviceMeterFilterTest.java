package dev.thorax.ingest.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceMeterFilterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(strings = {"thorax.scans.room-3", "thorax_scans_room-3", "thorax_scans_room_3"})
    void shouldLeaveOutTheMetersOfATopicOfADevice(String topic) {
        count(topic);

        assertThat(registry.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"thorax.scans", "thorax_scans", "thorax_scans_stored", "thorax.scans.rejected", "other"})
    void shouldKeepTheMetersOfTheOtherTopics(String topic) {
        count(topic);

        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void shouldKeepAMeterWithoutATopic() {
        registry.config().meterFilter(new DeviceMeterFilter().filter());

        registry.counter("kafka.consumer.lag").increment();

        assertThat(registry.getMeters()).hasSize(1);
    }

    private void count(String topic) {
        registry.config().meterFilter(new DeviceMeterFilter().filter());
        registry.counter("kafka.consumer.fetched", "topic", topic).increment();
    }
}
