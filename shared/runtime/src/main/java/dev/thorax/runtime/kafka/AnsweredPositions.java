package dev.thorax.runtime.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.topic.AnsweredPosition;
import dev.thorax.contracts.topic.DeviceTopics;
import dev.thorax.contracts.topic.Topics;

import static java.util.stream.Collectors.toSet;

/**
 * Finds the records that were answered before, if the committed offsets of a group are lost or set back. The position of each
 * batch leaves in the transaction of its answers, for a compacted topic (docs/decisions/0022).
 */
@Singleton
class AnsweredPositions {
    private static final Logger LOG = Logger.getLogger(AnsweredPositions.class);
    private static final AnsweredPosition NONE = new AnsweredPosition(0, 0);

    private final TopicHistory history;
    private final Map<TopicPartition, AnsweredPosition> known = new ConcurrentHashMap<>();

    AnsweredPositions(TopicHistory history) {
        this.history = history;
    }

    /**
     * Returns the records of {@code batch} that were not answered before.
     *
     * @param again whether those that were answered are wanted as well
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    List<ConsumerRecord<String, byte[]>> unanswered(ConsumerRecords<String, byte[]> batch, boolean again) {
        Map<TopicPartition, AnsweredPosition> positions = positions(batch.partitions());
        List<ConsumerRecord<String, byte[]>> unanswered = new ArrayList<>(batch.count());
        for (TopicPartition partition : batch.partitions()) {
            List<ConsumerRecord<String, byte[]>> records = batch.records(partition);
            long next = again
                    ? 0
                    : next(partition, positions.get(partition), records.get(0).offset());
            records.stream().filter(record -> record.offset() >= next).forEach(unanswered::add);
        }
        return unanswered;
    }

    /** Forgets a partition that this process gives back: another one answers its records from now on. */
    void forget(TopicPartition partition) {
        known.remove(partition);
    }

    /** Returns the records to send with the answers to {@code records}. A record that was not read has no time, so no position. */
    List<Message<byte[]>> of(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, AnsweredPosition> last = new HashMap<>();
        records.stream()
                .filter(record -> record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE)
                .forEach(record -> last.put(partition(record), after(record)));
        return last.entrySet().stream()
                .map(entry -> message(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Notes that {@code batch} is committed. */
    void committed(ConsumerRecords<String, byte[]> batch) {
        // Only of partitions that this process still has: what it does not read itself grows old.
        batch.forEach(record -> known.computeIfPresent(
                partition(record),
                (partition, before) -> record.offset() + 1 > before.next() ? after(record) : before));
    }

    private Map<TopicPartition, AnsweredPosition> positions(Set<TopicPartition> partitions) {
        Map<TopicPartition, AnsweredPosition> positions = new HashMap<>(known);
        if (!positions.keySet().containsAll(partitions)) {
            Map<String, byte[]> latest = history.latest(
                    target(partitions.iterator().next()),
                    partitions.stream().map(TopicPartition::toString).collect(toSet()));
            for (TopicPartition partition : partitions) {
                positions.putIfAbsent(partition, read(latest.get(partition.toString())));
                known.putIfAbsent(partition, positions.get(partition));
            }
        }
        return positions;
    }

    private static AnsweredPosition read(byte[] position) {
        try {
            return position == null ? NONE : Json.read(position, AnsweredPosition.class);
        } catch (Json.UnreadableEventException e) {
            // Without a position some answers may come twice. Without an answer nothing would come any more.
            UnreadableRecords.count(Topics.POSITIONS);
            return NONE;
        }
    }

    /** Returns the first offset from {@code first} on whose record may not be answered. */
    private long next(TopicPartition partition, AnsweredPosition position, long first) {
        if (first >= position.next()) {
            return first;
        }
        boolean isSameLog = history.record(partition, position.next() - 1)
                .filter(last -> last.timestamp() == position.timestamp())
                .isPresent();
        if (isSameLog) {
            return position.next();
        }
        LOG.warnf(
                "A partition has other records than before, so all are answered again, as they must if its topic was made"
                        + " anew topic=%s partition=%d",
                partition.topic(), partition.partition());
        known.replace(partition, NONE);
        return first;
    }

    private static Message<byte[]> message(TopicPartition partition, AnsweredPosition position) {
        TopicPartition target = target(partition);
        return Message.of(Json.write(position))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(target.topic())
                        .withPartition(target.partition())
                        .withKey(partition.toString())
                        .build());
    }

    private static TopicPartition target(TopicPartition partition) {
        return new TopicPartition(
                Topics.POSITIONS, AnsweredPosition.CONSUMED.indexOf(DeviceTopics.catalogued(partition.topic())));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static AnsweredPosition after(ConsumerRecord<?, ?> record) {
        return new AnsweredPosition(record.offset() + 1, record.timestamp());
    }
}
