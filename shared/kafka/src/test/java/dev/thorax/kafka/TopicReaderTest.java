package dev.thorax.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopicReaderTest {
    private static final TopicPartition A0 = new TopicPartition("a", 0);
    private static final TopicPartition A1 = new TopicPartition("a", 1);
    private static final TopicPartition B0 = new TopicPartition("b", 0);

    private final MockConsumer<String, byte[]> broker = new MockConsumer<>("earliest");
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void createTopics() {
        Node[] none = {};
        broker.updatePartitions(
                "a", List.of(new PartitionInfo("a", 0, null, none, none), new PartitionInfo("a", 1, null, none, none)));
        broker.updatePartitions("b", List.of(new PartitionInfo("b", 0, null, none, none)));
        broker.updateBeginningOffsets(Map.of(A0, 0L, A1, 0L, B0, 0L));
        broker.updateEndOffsets(Map.of(A0, 2L, A1, 1L, B0, 5L));
    }

    @Test
    void shouldReadAllPartitionsFromTheirBeginningToTheirEnd() {
        TopicReader reader = new TopicReader(broker, List.of("a"));
        add(A0, 0, "a0");
        add(A0, 1, "a1");
        add(A1, 0, "b0");
        reader.readToEnd(Duration.ofMinutes(1), record -> read.add(record.key()));
        assertThat(read).containsExactlyInAnyOrder("a0", "a1", "b0");
        assertThat(reader.positions()).containsOnly(Map.entry(A0, 2L), Map.entry(A1, 1L));
        assertThat(reader.hasReached(reader.ends())).isTrue();
    }

    @Test
    void shouldContinueWhereItIsToldTo() {
        TopicReader reader = new TopicReader(broker, List.of("a"));
        add(A0, 1, "a1");
        add(A1, 0, "b0");
        reader.seek(Map.of(A0, 1L));
        reader.readToEnd(Duration.ofMinutes(1), record -> read.add(record.key()));
        assertThat(read).containsExactlyInAnyOrder("a1", "b0");
    }

    @Test
    void shouldSkipWhatATopicHasNow() {
        TopicReader reader = new TopicReader(broker, List.of("a", "b"));
        reader.seekToEnd(Set.of("b"));
        assertThat(reader.positions()).containsEntry(B0, 5L).containsEntry(A0, 0L);
    }

    @Test
    void shouldEndIfTheEndIsNotReachedInTime() {
        TopicReader reader = new TopicReader(broker, List.of("a"));
        assertThatThrownBy(() -> reader.readToEnd(Duration.ZERO, record -> read.add(record.key())))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("was not reached in");
    }

    @Test
    void shouldNameAMissingTopic() {
        assertThatThrownBy(() -> new TopicReader(broker, List.of("none")))
                .isInstanceOf(KafkaException.class)
                .hasMessage("the broker has no topic none; create it");
    }

    @Test
    void shouldEndAPollIfItIsWoken() {
        TopicReader reader = new TopicReader(broker, List.of("a"));
        reader.wakeup();
        assertThatThrownBy(() -> reader.poll(Duration.ofMinutes(1))).isInstanceOf(WakeupException.class);
    }

    private void add(TopicPartition partition, long offset, String key) {
        broker.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, new byte[] {1}));
    }
}
