package dev.thorax.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the committed records of all partitions of some topics, from their beginning and without a group. Only
 * {@link #wakeup} may be called by another thread.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** Creates a reader at the beginning of {@code topics} that owns {@code consumer}. */
    public TopicReader(Consumer<String, byte[]> consumer, Collection<String> topics) {
        this.consumer = consumer;
        this.partitions = topics.stream()
                .flatMap(topic -> partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Opens a reader at the beginning of {@code topics}.
     *
     * @param kafka settings of the client, as {@link KafkaClients} needs them
     * @throws KafkaException if the broker does not answer or has no such topic
     */
    public static TopicReader open(Map<String, ?> kafka, Collection<String> topics) {
        Consumer<String, byte[]> consumer = consumer(kafka);
        try {
            return new TopicReader(consumer, topics);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Creates a consumer for readers, without a group.
     *
     * @param kafka settings of the client, as {@link KafkaClients} needs them
     */
    public static Consumer<String, byte[]> consumer(Map<String, ?> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        return KafkaClients.consumer(settings);
    }

    /** Continues at {@code positions}. Other partitions stay where they are. */
    public void seek(Map<TopicPartition, Long> positions) {
        positions.forEach(consumer::seek);
    }

    /** Skips the records that {@code topics} have now. */
    public void seekToEnd(Set<String> topics) {
        List<TopicPartition> skipped =
                partitions.stream().filter(p -> topics.contains(p.topic())).toList();
        consumer.seekToEnd(skipped);
        skipped.forEach(consumer::position);
    }

    /** Skips the records before {@code time} (UTC), by the times that Kafka keeps. */
    public void seekToTime(Instant time) {
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(partition -> partition, any -> time.toEpochMilli()));
        Map<TopicPartition, Long> ends = ends();
        consumer.offsetsForTimes(times)
                .forEach((partition, first) ->
                        consumer.seek(partition, first == null ? ends.get(partition) : first.offset()));
    }

    /** Returns the offsets of the next records to read. They also pass transaction markers and compacted records. */
    public Map<TopicPartition, Long> positions() {
        return partitions.stream().collect(Collectors.toMap(p -> p, consumer::position));
    }

    /** Returns the offsets after the last committed records. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Returns whether all records before {@code offsets} are read. */
    public boolean hasReached(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Returns the next records, or none if there are none within {@code wait}. */
    public ConsumerRecords<String, byte[]> poll(Duration wait) {
        return consumer.poll(wait);
    }

    /**
     * Reads all records that are committed before the call.
     *
     * @param handler takes the records of each partition in their order
     * @throws TimeoutException if the end is not reached within {@code limit}
     */
    public void readToEnd(Duration limit, java.util.function.Consumer<ConsumerRecord<String, byte[]>> handler) {
        Map<TopicPartition, Long> ends = ends();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!hasReached(ends)) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the end of " + ends.keySet() + " was not reached in " + limit);
            }
            consumer.poll(POLL).forEach(handler);
        }
    }

    /** Ends a {@link #poll} in progress with {@link org.apache.kafka.common.errors.WakeupException}. */
    public void wakeup() {
        consumer.wakeup();
    }

    /** Closes the client within a second, even if the broker does not answer. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the broker has no topic " + topic + "; create it");
        }
        return partitions;
    }
}
