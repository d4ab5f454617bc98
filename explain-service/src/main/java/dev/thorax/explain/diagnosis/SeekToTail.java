package dev.thorax.explain.diagnosis;

import java.util.Collection;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import dev.thorax.explain.config.ExplainConfig;

/** Starts the page's consumers near the end of each partition, far enough back to fill the page. */
@ApplicationScoped
@Identifier("end-of-topic")
public class SeekToTail implements KafkaConsumerRebalanceListener {
    /** A transaction of one record takes two offsets, as its commit marker takes one, too. */
    private static final int OFFSETS_PER_RECORD = 2;

    private final int records;

    SeekToTail(ExplainConfig config) {
        this.records = config.latest();
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> consumer.seek(
                        partition, Math.max(first.get(partition), end - (long) OFFSETS_PER_RECORD * records)));
    }
}
