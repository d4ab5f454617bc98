package dev.thorax.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

import dev.thorax.contracts.topic.DeviceTopics;

/**
 * Finds offsets that a group has not read and that its topic no longer has. Its retention has removed them. Each is found once. The
 * offsets of transaction markers count, too.
 */
public final class LostRecords {
    private final Admin admin;
    private final Map<TopicPartition, Long> known = new HashMap<>();

    /** Creates a finder that leaves {@code admin} open. */
    public LostRecords(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns the number of offsets that {@code group} has lost since the last call, of each partition of {@code topic} with any, and of
     * each topic of a device that stands beside it. A group without committed offsets has lost none.
     *
     * @throws KafkaException if the broker does not answer
     */
    public Map<TopicPartition, Long> find(String group, String topic) {
        try {
            Map<TopicPartition, Long> committed = committed(group, topic);
            Map<TopicPartition, ListOffsetsResultInfo> starts = admin.listOffsets(committed.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.earliest())))
                    .all()
                    .get();
            Map<TopicPartition, Long> lost = new HashMap<>();
            committed.forEach((partition, position) -> {
                long start = starts.get(partition).offset();
                long from = Math.max(position, known.getOrDefault(partition, 0L));
                if (start > from) {
                    lost.put(partition, start - from);
                    known.put(partition, start);
                }
            });
            return lost;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The offsets of the group " + group + " cannot be read: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private Map<TopicPartition, Long> committed(String group, String topic)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            if (offset.getValue() != null
                    && DeviceTopics.catalogued(offset.getKey().topic()).equals(topic)) {
                committed.put(offset.getKey(), offset.getValue().offset());
            }
        }
        return committed;
    }
}
