package dev.thorax.runtime.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.common.annotation.Identifier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

import dev.thorax.kafka.KafkaClients;
import dev.thorax.kafka.TopicReader;

/**
 * Answers questions about what topics have, for the rare cases in which a service must know it. Every method throws
 * {@link KafkaException} if the broker does not answer.
 */
@Singleton
public class TopicHistory {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** Longer than a transaction may last, since an open one hides the records behind it. */
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(150);

    private final Map<String, Object> kafka;
    private Admin admin;

    /** Connects with the settings {@code kafka} when it is asked first. */
    @Inject
    public TopicHistory(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** Returns Kafka's id of each topic. A topic that was deleted and made anew has another one, in any cluster. */
    public Map<String, String> ids(Collection<String> topics) {
        Map<String, String> ids = new HashMap<>();
        await(admin().describeTopics(topics).allTopicNames())
                .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
        return ids;
    }

    /** Returns Kafka's ids of all topics that this service may see, by name. */
    public Map<String, String> ids() {
        Map<String, String> ids = new HashMap<>();
        await(admin().listTopics().listings())
                .forEach(topic -> ids.put(topic.name(), topic.topicId().toString()));
        return ids;
    }

    /** Returns whether a group will still get the record at {@code offset}, by its committed offset and by what is kept. */
    public boolean isStillToCome(String group, TopicPartition partition, long offset) {
        OffsetAndMetadata next = committed(group).get(partition);
        return offset >= first(partition) && (next == null || offset >= next.offset());
    }

    /** Returns the offset behind the last record of each partition of {@code topics}. */
    public Map<TopicPartition, Long> endsOf(List<String> topics) {
        return offsets(partitions(topics), OffsetSpec.latest());
    }

    /** Returns the offset that a group reads next of each partition of {@code topics}: what it committed, or else what is kept. */
    public Map<TopicPartition, Long> next(String group, List<String> topics) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
        Map<TopicPartition, Long> next = offsets(partitions(topics), OffsetSpec.earliest());
        next.replaceAll((partition, first) -> committed.get(partition) == null
                ? first
                : Math.max(first, committed.get(partition).offset()));
        return next;
    }

    private List<TopicPartition> partitions(List<String> topics) {
        return await(admin().describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** Returns whether a committed record of {@code topic} since {@code time} has the key {@code key}. */
    public boolean has(String topic, String key, Instant time) {
        try (TopicReader reader = TopicReader.open(kafka, List.of(topic))) {
            // The end by the log, and not by what is committed: the marker of a transaction may come a little later.
            Map<TopicPartition, Long> ends = ends(reader.positions().keySet());
            reader.seekToTime(time);
            return find(reader, ends, record -> key.equals(record.key())).isPresent();
        }
    }

    /** Returns the record at {@code offset}, if the topic has it. */
    public Optional<ConsumerRecord<String, byte[]>> record(TopicPartition partition, long offset) {
        try (TopicReader reader = TopicReader.open(kafka, List.of(partition.topic()))) {
            Long end = ends(reader.positions().keySet()).get(partition);
            if (end == null || offset < first(partition) || offset >= end) {
                return Optional.empty();
            }
            reader.seek(reader.ends());
            reader.seek(Map.of(partition, offset));
            return find(
                    reader,
                    Map.of(partition, offset + 1),
                    record -> record.partition() == partition.partition() && record.offset() == offset);
        }
    }

    /**
     * Reads committed records of a topic, up to {@code limit}.
     *
     * @param from the first offset to read of each partition; the others are read from their beginning
     * @param handler takes the records of each partition in their order
     */
    public Page page(
            String topic, Map<Integer, Long> from, int limit, Consumer<ConsumerRecord<String, byte[]>> handler) {
        try (TopicReader reader = TopicReader.open(kafka, List.of(topic))) {
            Map<TopicPartition, Long> ends = ends(reader.positions().keySet());
            from.forEach((partition, offset) -> reader.seek(Map.of(new TopicPartition(topic, partition), offset)));
            Map<Integer, Long> next = new HashMap<>(from);
            AtomicInteger count = new AtomicInteger();
            boolean isLast = find(reader, ends, record -> {
                        handler.accept(record);
                        next.put(record.partition(), record.offset() + 1);
                        return count.incrementAndGet() >= limit;
                    })
                    .isEmpty();
            return new Page(next, isLast);
        }
    }

    /**
     * What was read of a topic.
     *
     * @param next offset of the next record to read, by partition
     * @param isLast whether all records were read that the topic had
     */
    public record Page(Map<Integer, Long> next, boolean isLast) {}

    /** Returns the last committed value of each of {@code keys} in {@code partition}. */
    public Map<String, byte[]> latest(TopicPartition partition, Set<String> keys) {
        try (TopicReader reader = TopicReader.open(kafka, List.of(partition.topic()))) {
            Map<TopicPartition, Long> end = ends(List.of(partition));
            reader.seek(reader.ends());
            reader.seek(Map.of(partition, first(partition)));
            Map<String, byte[]> values = new HashMap<>();
            find(reader, end, record -> {
                if (record.partition() == partition.partition() && keys.contains(record.key())) {
                    values.put(record.key(), record.value());
                }
                return false;
            });
            return values;
        }
    }

    private static Optional<ConsumerRecord<String, byte[]>> find(
            TopicReader reader, Map<TopicPartition, Long> ends, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        long progress = System.nanoTime();
        Map<TopicPartition, Long> positions = reader.positions();
        while (!reader.hasReached(ends)) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                if (wanted.test(record)) {
                    return Optional.of(record);
                }
            }
            Map<TopicPartition, Long> now = reader.positions();
            if (!now.equals(positions)) {
                positions = now;
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > WITHOUT_PROGRESS.toNanos()) {
                throw new TimeoutException("the end of " + ends.keySet() + " was not reached");
            }
        }
        return Optional.empty();
    }

    private long first(TopicPartition partition) {
        return await(admin().listOffsets(Map.of(partition, OffsetSpec.earliest()))
                        .partitionResult(partition))
                .offset();
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return await(admin().listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata());
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin().listOffsets(wanted).all()).forEach((partition, at) -> offsets.put(partition, at.offset()));
        return offsets;
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = KafkaClients.admin(kafka);
        }
        return admin;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("the broker did not answer within " + ANSWER, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
