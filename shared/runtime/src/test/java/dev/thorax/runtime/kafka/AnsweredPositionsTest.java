package dev.thorax.runtime.kafka;

import java.util.List;
import java.util.Optional;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class AnsweredPositionsTest {
    @ParameterizedTest
    @CsvSource({"thorax.scans, 0", "thorax.scans.room-3, 0", "thorax.scans.stored, 1", "thorax.promotions, 4"})
    void shouldKeepThePositionsOfDevicesBesideThoseOfTheCommonTopic(String topic, int partition) {
        OutgoingKafkaRecordMetadata<?> position = new AnsweredPositions(new FakeKafka())
                .of(List.of(record(topic)))
                .get(0)
                .getMetadata(OutgoingKafkaRecordMetadata.class)
                .orElseThrow();

        assertThat(position.getTopic()).isEqualTo(Topics.POSITIONS);
        assertThat(position.getPartition()).isEqualTo(partition);
        assertThat(position.getKey()).isEqualTo(topic + "-7");
    }

    private static ConsumerRecord<String, byte[]> record(String topic) {
        return new ConsumerRecord<>(
                topic,
                7,
                11,
                1,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }
}
