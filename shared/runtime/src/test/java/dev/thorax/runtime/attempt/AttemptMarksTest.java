package dev.thorax.runtime.attempt;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.thorax.testing.storage.InMemoryObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptMarksTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 1);

    private final InMemoryObjectStore store = new InMemoryObjectStore(Clock.systemUTC());
    private final AttemptMarks first = new AttemptMarks(store, "first");
    private final AttemptMarks second = new AttemptMarks(store, "second");

    @Test
    void shouldShowABatchAtWhichAnotherProcessEnded() {
        first.waiting(PARTITION, 5);
        first.working(batch(5, 7));

        assertThat(second.leftAt(PARTITION, 5)).contains(new AttemptMark("first", 5, 7, 0, false));
        assertThat(first.leftAt(PARTITION, 5)).as("by the process itself").isEmpty();
        assertThat(second.leftAt(PARTITION, 8))
                .as("after the batch is answered")
                .isEmpty();
        assertThat(second.leftAt(new TopicPartition("topic", 2), 5)).isEmpty();
    }

    @Test
    void shouldShowThatAnotherProcessEndedWhileItWaited() {
        first.waiting(PARTITION, 5);

        assertThat(second.leftAt(PARTITION, 5).orElseThrow().to()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldShowTheRecordThatWasAlone() {
        first.waiting(PARTITION, 5);
        first.alone(PARTITION, 5, 9, 1, true);

        assertThat(second.leftAt(PARTITION, 5)).contains(new AttemptMark("first", 5, 9, 1, true));
    }

    @Test
    void shouldShowNothingAfterAnOrderlyEnd() {
        first.waiting(PARTITION, 5);
        first.working(batch(5, 7));
        first.release(PARTITION);
        first.working(batch(5, 7));

        assertThat(second.leftAt(PARTITION, 5)).isEmpty();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void shouldLeaveTheMarkOfAProcessThatHasThePartitionAlready() {
        first.waiting(PARTITION, 5);
        second.waiting(PARTITION, 5);
        first.release(PARTITION);

        assertThat(first.leftAt(PARTITION, 5)).isPresent();
    }

    @Test
    void shouldIgnoreAMarkThatCannotBeRead() {
        store.put("attempts/topic-1.json", new byte[] {'{'}, "application/json");

        assertThat(first.leftAt(PARTITION, 0)).isEmpty();
    }

    private static ConsumerRecords<String, byte[]> batch(long from, long to) {
        List<ConsumerRecord<String, byte[]>> records = List.of(record(from), record(to));
        return new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
    }

    private static ConsumerRecord<String, byte[]> record(long offset) {
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "key", new byte[0]);
    }
}
