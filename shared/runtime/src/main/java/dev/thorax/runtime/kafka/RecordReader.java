package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import dev.thorax.kafka.KafkaClients;

/** Reads the committed records of a partition one at a time. Kafka's client makes no other record of it meanwhile. */
final class RecordReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final long end;

    /**
     * Opens a reader.
     *
     * @param kafka settings of the client, as {@link KafkaClients} needs them
     * @throws KafkaException if the broker does not answer
     */
    RecordReader(Map<String, ?> kafka, TopicPartition partition) {
        this(open(kafka), partition);
    }

    RecordReader(Consumer<String, byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
        try {
            consumer.assign(List.of(partition));
            this.end = consumer.endOffsets(Set.of(partition)).get(partition);
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    private static Consumer<String, byte[]> open(Map<String, ?> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 1);
        settings.put("max.partition.fetch.bytes", 1);
        return KafkaClients.consumer(settings);
    }

    /** Returns whether the partition had no record at or after {@code offset} when the reader was opened. */
    boolean isAtEnd(long offset) {
        return offset >= end;
    }

    /** Returns the first record at or after {@code offset}, if the partition had one when the reader was opened. */
    Optional<ConsumerRecord<String, byte[]>> read(long offset) {
        long start = System.nanoTime();
        consumer.seek(partition, offset);
        while (!isAtEnd(consumer.position(partition))) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                return Optional.of(record);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new TimeoutException("the record at " + partition + "@" + offset + " was not read");
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
