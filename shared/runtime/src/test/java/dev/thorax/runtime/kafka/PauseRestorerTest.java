package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** With SmallRye's own consumer, to which no broker answers. */
class PauseRestorerTest {
    private static final TopicPartition PARTITION = new TopicPartition("scans", 0);

    private ReactiveKafkaConsumer<byte[], byte[]> consumer;

    @BeforeEach
    void create() {
        consumer = SmallRyeConsumers.consumer();
        await(consumer.runOnPollingThread(kafka -> {
            kafka.assign(List.of(PARTITION));
        }));
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void shouldPauseAConsumerThatRunsAlthoughItsQueueIsFull() {
        await(consumer.pause());
        await(consumer.runOnPollingThread(kafka -> {
            // As resetToLastCommittedPositions does.
            kafka.resume(kafka.assignment());
        }));
        assertThat(paused()).isEmpty();

        await(PauseRestorer.restore(consumer));

        assertThat(paused()).containsExactly(PARTITION);
    }

    @Test
    void shouldLetTheStreamResumeWhatItPaused() {
        await(consumer.pause());
        await(PauseRestorer.restore(consumer));

        await(consumer.resume());

        assertThat(paused()).isEmpty();
    }

    @Test
    void shouldLeaveAConsumerRunningWhoseQueueHasRoom() {
        await(PauseRestorer.restore(consumer));

        assertThat(paused()).isEmpty();
    }

    private Set<TopicPartition> paused() {
        return await(consumer.paused());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(60));
    }
}
