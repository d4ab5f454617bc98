package dev.thorax.training.run;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Cuts a training short when Kafka gives its request to another replica; those of other partitions may come and go. */
@ApplicationScoped
@Identifier("given-away")
public class PartitionRevocationListener implements KafkaConsumerRebalanceListener {
    private final TrainingRunner runner;
    private final AtomicReference<TopicPartition> running = new AtomicReference<>();

    PartitionRevocationListener(TrainingRunner runner) {
        this.runner = runner;
    }

    /** The request that runs from now on lies in {@code partition}; null for none. */
    public void running(TopicPartition partition) {
        running.set(partition);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        TopicPartition mine = running.get();
        if (mine != null && partitions.contains(mine)) {
            runner.giveAway();
        }
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }
}
