package dev.thorax.contracts.topic;

import java.util.List;

/**
 * Marks up to where the records of a partition are answered. It counts only as long as the partition has the record before it.
 *
 * @param next offset after the last answered record
 * @param timestamp Kafka's time of the last answered record, in milliseconds since 1970
 */
public record AnsweredPosition(long next, long timestamp) {
    /**
     * The topics whose records are answered. Each has the partition of its index in {@link Topics#POSITIONS}; add only at the end. The
     * positions of {@link DeviceTopics} are in the partition of {@link Topics#SCANS}.
     */
    public static final List<String> CONSUMED =
            List.of(Topics.SCANS, Topics.SCANS_STORED, Topics.EXPLANATIONS, Topics.TRAININGS, Topics.PROMOTIONS);
}
