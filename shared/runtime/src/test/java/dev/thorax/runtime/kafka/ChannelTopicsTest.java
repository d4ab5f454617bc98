package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.commit.KafkaIgnoreCommit;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** With SmallRye's own consumer, and a fake one of Kafka inside of it. */
class ChannelTopicsTest {
    private static final TopicPartition OF_DEVICE = new TopicPartition("scans.room-3", 0);

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
    private final List<TopicPartition> assigned = new ArrayList<>();

    private ReactiveKafkaConsumer<byte[], byte[]> consumer;

    @BeforeEach
    void create() {
        consumer = SmallRyeConsumers.consumer();
        consumer.injectClient(kafka);
        consumer.setRebalanceListener(
                new KafkaConsumerRebalanceListener() {
                    @Override
                    public void onPartitionsAssigned(Consumer<?, ?> any, Collection<TopicPartition> partitions) {
                        assigned.addAll(partitions);
                    }
                },
                new KafkaIgnoreCommit());
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void shouldLetTheListenerKnowThePartitionsOfTheNewTopic() {
        kafka.subscribe(Set.of("scans"));

        assertThat(consume("scans", "scans.room-3")).isTrue();

        assertThat(kafka.subscription()).containsExactlyInAnyOrder("scans", "scans.room-3");
        kafka.updateBeginningOffsets(Map.of(OF_DEVICE, 0L));
        kafka.rebalance(List.of(OF_DEVICE));
        assertThat(assigned).containsExactly(OF_DEVICE);
    }

    @Test
    void shouldLeaveASubscriptionThatIsRight() {
        kafka.subscribe(Set.of("scans", "scans.room-3"));

        assertThat(consume("scans.room-3", "scans")).isFalse();
    }

    @Test
    void shouldNotBeginToConsume() {
        assertThat(consume("scans", "scans.room-3")).isFalse();

        assertThat(kafka.subscription()).isEmpty();
    }

    private boolean consume(String... topics) {
        Uni<Boolean> changes = ChannelTopics.consume(consumer, Set.of(topics));
        return changes.await().atMost(Duration.ofSeconds(60));
    }
}
