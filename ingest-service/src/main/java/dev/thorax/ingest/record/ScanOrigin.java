package dev.thorax.ingest.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import dev.thorax.contracts.topic.DeviceTopics;

/**
 * The place of the record that a scan came in. As text it is {@code topic-partition@offset}.
 *
 * @param partition its partition
 * @param offset its offset
 */
public record ScanOrigin(TopicPartition partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("(.+)-([0-9]{1,9})@([0-9]{1,18})");

    /** Returns the place of a record. */
    static ScanOrigin of(ConsumerRecord<?, ?> scan) {
        return new ScanOrigin(new TopicPartition(scan.topic(), scan.partition()), scan.offset());
    }

    /** Reads a place. A scan that came by HTTP has none. */
    public static Optional<ScanOrigin> parse(String text) {
        Matcher origin = TEXT.matcher(text);
        return origin.matches()
                ? Optional.of(new ScanOrigin(
                        new TopicPartition(origin.group(1), Integer.parseInt(origin.group(2))),
                        Long.parseLong(origin.group(3))))
                : Optional.empty();
    }

    /** Returns the topic of the record. */
    public String topic() {
        return partition.topic();
    }

    /** Returns the device that alone may write the topic of the record, if it is the topic of a device. */
    Optional<String> device() {
        return DeviceTopics.device(topic());
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
