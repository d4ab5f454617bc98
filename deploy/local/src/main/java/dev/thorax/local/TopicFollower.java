package dev.thorax.local;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics on a thread of its own, some from their beginning, some from their end at the start. */
final class TopicFollower implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers;
    private final Thread thread;
    private volatile RuntimeException failure;

    private TopicFollower(
            KafkaConsumer<String, byte[]> consumer, Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers) {
        this.consumer = consumer;
        this.handlers = handlers;
        this.thread = new Thread(this::poll, "follower");
        this.thread.setDaemon(true);
    }

    /**
     * Starts reading; when this returns, the positions are fixed and the whole topics are read to their end.
     *
     * @param handlers what to do with a record, by topic
     * @param fromBeginning the topics to read whole
     */
    static TopicFollower start(
            String bootstrapServers,
            Map<String, Consumer<ConsumerRecord<String, byte[]>>> handlers,
            Set<String> fromBeginning) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "max.partition.fetch.bytes",
                        1 << 20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = handlers.keySet().stream()
                .map(consumer::partitionsFor)
                .flatMap(Collection::stream)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<Boolean, List<TopicPartition>> whole =
                all.stream().collect(Collectors.partitioningBy(p -> fromBeginning.contains(p.topic())));
        consumer.assign(all);
        consumer.seekToBeginning(whole.get(true));
        consumer.seekToEnd(whole.get(false));
        all.forEach(consumer::position);
        TopicFollower follower = new TopicFollower(consumer, handlers);
        follower.readToEnd(whole.get(true));
        follower.thread.start();
        return follower;
    }

    private void readToEnd(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
            dispatch();
        }
    }

    private void dispatch() {
        consumer.poll(Duration.ofMillis(500))
                .forEach(record -> handlers.get(record.topic()).accept(record));
    }

    private void poll() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                dispatch();
            }
        } catch (WakeupException e) {
            // The way to stop.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Throws the failure that ended the reading, if there is one, since no record comes any more. */
    void checkReads() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
