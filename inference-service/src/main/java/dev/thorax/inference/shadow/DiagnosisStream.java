package dev.thorax.inference.shadow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.kafka.KafkaClients;
import dev.thorax.onnx.BrokenBundleException;

/**
 * Production's diagnoses since a candidate was promoted, each answered exactly once by all replicas together: the answers
 * leave in one transaction with the offsets of the diagnoses. After any failure it must be closed; a new one continues
 * from the last commit. Each promotion has a consumer group of its own, so that a new candidate begins at its promotion.
 */
final class DiagnosisStream implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** A slow network has ten minutes for these, and they take a small share of the memory. */
    private static final int BATCH = 8;

    private static final int LONGEST_BATCH_MILLIS = 600_000;

    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;

    /**
     * Subscribes {@code consumer} to production's diagnoses.
     *
     * @param consumer closed with this
     * @param producer transactional; closed with this
     * @param since when the candidate was promoted
     */
    DiagnosisStream(Consumer<String, byte[]> consumer, Producer<String, byte[]> producer, Instant since) {
        this.consumer = consumer;
        this.producer = producer;
        try {
            producer.initTransactions();
            consumer.subscribe(List.of(Topics.DIAGNOSES), new SeekToTimestamp(since));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Connects to the broker for {@code candidate}. */
    static DiagnosisStream connect(Map<String, Object> kafka, ModelPromoted candidate, String instance) {
        Instant since = candidate.promotedAt();
        if (since == null) {
            throw new BrokenBundleException(
                    "The promotion does not say when it was made, so nobody knows where to begin; "
                            + "promote it again.");
        }
        String group = "thorax-candidate-" + candidate.model() + "-" + candidate.version() + "-" + since.toEpochMilli();
        Consumer<String, byte[]> consumer = consumer(kafka, group);
        try {
            return new DiagnosisStream(consumer, producer(kafka, "thorax-candidate-" + instance), since);
        } catch (RuntimeException e) {
            // Closes the consumer if there is no producer. A second close does nothing.
            consumer.close(CloseOptions.timeout(CLOSE));
            throw e;
        }
    }

    /**
     * Waits up to half a second for diagnoses and sends the answers to them.
     *
     * @param scorer creates the records that answer some diagnoses
     */
    void answer(Function<List<ConsumerRecord<String, byte[]>>, List<Message<byte[]>>> scorer) {
        List<ConsumerRecord<String, byte[]>> diagnoses = new ArrayList<>();
        consumer.poll(POLL).forEach(diagnoses::add);
        if (diagnoses.isEmpty()) {
            return;
        }
        List<Message<byte[]>> answers = scorer.apply(diagnoses);
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        diagnoses.forEach(record -> next.put(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1)));
        producer.beginTransaction();
        answers.forEach(answer -> producer.send(record(answer)));
        producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
        producer.commitTransaction();
    }

    @Override
    public void close() {
        try {
            producer.close(CLOSE);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    private static ProducerRecord<String, byte[]> record(Message<byte[]> message) {
        OutgoingKafkaRecordMetadata<?> metadata =
                message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        return new ProducerRecord<>(
                metadata.getTopic(),
                null,
                null,
                (String) metadata.getKey(),
                message.getPayload(),
                metadata.getHeaders());
    }

    private static Consumer<String, byte[]> consumer(Map<String, Object> kafka, String group) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("group.id", group);
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", BATCH);
        settings.put("max.poll.interval.ms", LONGEST_BATCH_MILLIS);
        settings.put("allow.auto.create.topics", false);
        return KafkaClients.consumer(settings);
    }

    private static Producer<String, byte[]> producer(Map<String, Object> kafka, String transactionalId) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("transactional.id", transactionalId);
        settings.put("acks", "all");
        return KafkaClients.producer(settings);
    }

    /** Seeks to the first diagnosis after an instant in each partition that has no committed offset. */
    private final class SeekToTimestamp implements ConsumerRebalanceListener {
        private final Instant since;

        SeekToTimestamp(Instant since) {
            this.since = since;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // A batch that is being scored is not committed, as its transaction belongs to an earlier generation.
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            Map<TopicPartition, Long> fresh = partitions.stream()
                    .filter(partition -> committed.get(partition) == null)
                    .collect(Collectors.toMap(partition -> partition, partition -> since.toEpochMilli()));
            // The ends first, so that a diagnosis that comes between the two requests is found by the second.
            Map<TopicPartition, Long> ends = consumer.endOffsets(fresh.keySet());
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(fresh);
            fresh.keySet().forEach(partition -> {
                OffsetAndTimestamp first = found.get(partition);
                consumer.seek(partition, first == null ? ends.get(partition) : first.offset());
            });
        }
    }
}
