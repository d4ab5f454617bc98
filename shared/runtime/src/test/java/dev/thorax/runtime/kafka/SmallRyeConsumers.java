package dev.thorax.runtime.kafka;

import java.util.Map;

import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import io.smallrye.reactive.messaging.kafka.impl.RuntimeKafkaSourceConfiguration;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes SmallRye's own consumers, to which no broker answers. */
final class SmallRyeConsumers {
    private SmallRyeConsumers() {}

    /** Returns the consumer of the channel {@code scans}. */
    static ReactiveKafkaConsumer<byte[], byte[]> consumer() {
        String deserializer = ByteArrayDeserializer.class.getName();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                "127.0.0.1:9",
                "group.id",
                "test",
                "key.deserializer",
                deserializer,
                "value.deserializer",
                deserializer);
        return new ReactiveKafkaConsumer<>(
                settings,
                null,
                null,
                new RuntimeKafkaSourceConfiguration("scans", true, 1, 0, false, 0, 1, 1000),
                true,
                1000,
                true,
                false,
                created -> {},
                (failure, fatal) -> {},
                null);
    }
}
