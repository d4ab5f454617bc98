package dev.thorax.ingest.attempt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows up to where this process has worked at each partition. Records that follow directly have been in work nowhere else.
 * All others may have been: after a start, a rebalance or a failure. So an ordinary scan needs no attempt mark.
 */
@ApplicationScoped
public class DeliveredPositions {
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

    /** Returns whether records of {@code batch} may have been in work before. */
    public boolean mayRepeat(ConsumerRecords<?, ?> batch) {
        return batch.partitions().stream()
                .anyMatch(partition ->
                        !Long.valueOf(batch.records(partition).get(0).offset()).equals(next.get(partition)));
    }

    /** Notes that the work at {@code batch} has ended. */
    public void worked(ConsumerRecords<?, ?> batch) {
        for (ConsumerRecord<?, ?> record : batch) {
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
    }
}
