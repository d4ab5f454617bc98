package dev.thorax.ingest.attempt;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveredPositionsTest {
    private final DeliveredPositions positions = new DeliveredPositions();

    @Test
    void shouldTakeTheFirstBatchAfterAStartForOneThatMayRepeat() {
        assertThat(positions.mayRepeat(batch(0, 10, 12))).isTrue();
    }

    @Test
    void shouldTakeRecordsThatFollowDirectlyForNew() {
        positions.worked(batch(0, 10, 12));

        assertThat(positions.mayRepeat(batch(0, 13, 13))).isFalse();
    }

    @Test
    void shouldTakeRecordsThatComeAgainOrAfterAGapForOnesThatMayRepeat() {
        positions.worked(batch(0, 10, 12));

        assertThat(positions.mayRepeat(batch(0, 12, 13))).isTrue();
        assertThat(positions.mayRepeat(batch(0, 14, 15))).isTrue();
        assertThat(positions.mayRepeat(batch(1, 13, 13))).isTrue();
    }

    private static ConsumerRecords<String, byte[]> batch(int partition, long first, long last) {
        TopicPartition place = new TopicPartition("scans", partition);
        List<ConsumerRecord<String, byte[]>> records = LongStream.rangeClosed(first, last)
                .mapToObj(offset -> new ConsumerRecord<>("scans", partition, offset, "k", new byte[0]))
                .toList();
        return new ConsumerRecords<>(Map.of(place, records), Map.of());
    }
}
