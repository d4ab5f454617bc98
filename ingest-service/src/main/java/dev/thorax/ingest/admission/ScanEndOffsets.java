package dev.thorax.ingest.admission;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The ends of the partitions that scans come from, at one time. What is before them was sent before that time, by whatever clock.
 *
 * @param offsets the offset behind the last record of each partition, by {@code TOPIC_ID/PARTITION}. A topic that is made anew has
 *     another id
 */
public record ScanEndOffsets(Map<String, Long> offsets) {
    /** Keeps the offsets. */
    public ScanEndOffsets {
        offsets = Map.copyOf(offsets);
    }

    /** Returns the name of a partition in {@link #offsets}. */
    static String partition(String topicId, int partition) {
        return topicId + "/" + partition;
    }

    /** Returns whether the record at {@code offset} is before the end of its partition. */
    boolean isAfter(@Nullable String topicId, int partition, long offset) {
        Long end = topicId == null ? null : offsets.get(partition(topicId, partition));
        return end != null && offset < end;
    }
}
