package dev.thorax.training.service;

import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Cuts a training short when Kafka gives its request to another replica. */
@ApplicationScoped
@Identifier("given-away")
public class GivenAway implements KafkaConsumerRebalanceListener {
    private final TrainingRunner runner;

    GivenAway(TrainingRunner runner) {
        this.runner = runner;
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            runner.giveAway();
        }
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }
}
