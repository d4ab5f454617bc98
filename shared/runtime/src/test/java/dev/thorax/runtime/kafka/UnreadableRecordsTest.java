package dev.thorax.runtime.kafka;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadableRecordsTest {
    @Test
    void shouldCountAPromotionThatCannotBeRead() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try {
            SlotChange.of(new ConsumerRecord<>(Topics.MODELS, 0, 0, "production", new byte[] {'{'}));
        } finally {
            Metrics.removeRegistry(registry);
        }

        assertThat(registry.get("thorax.kafka.records.unreadable")
                        .tag("topic", Topics.MODELS)
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldCountTheRecordsOfEachTopicApart() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try {
            UnreadableRecords.count("thorax.one");
            UnreadableRecords.count("thorax.other");
            UnreadableRecords.count("thorax.other");
        } finally {
            Metrics.removeRegistry(registry);
        }

        assertThat(registry.get("thorax.kafka.records.unreadable")
                        .tag("topic", "thorax.one")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("thorax.kafka.records.unreadable")
                        .tag("topic", "thorax.other")
                        .counter()
                        .count())
                .isEqualTo(2);
    }
}
