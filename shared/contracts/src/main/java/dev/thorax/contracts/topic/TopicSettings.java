package dev.thorax.contracts.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings that the guarantees of Thorax need of one topic.
 *
 * @param name name of the topic
 * @param partitions number of partitions
 * @param config Kafka's configuration of the topic, where it differs from the broker's
 */
public record TopicSettings(String name, int partitions, Map<String, String> config) {
    private static final int TRAININGS = 8;
    private static final String YEAR = Long.toString(Duration.ofDays(365).toMillis());

    private static final List<TopicSettings> ALL = List.of(
            // Uncompressed, because the broker would measure a compressed record by its compressed size.
            new TopicSettings(
                    Topics.SCANS,
                    3,
                    Map.of("max.message.bytes", bytes(ScanLimits.SCAN_RECORD), "compression.type", "uncompressed")),
            new TopicSettings(Topics.SCANS_REJECTED, 1, Map.of("max.message.bytes", bytes(ScanLimits.REJECTED_RECORD))),
            // Scans wait for a first model, however long that takes.
            new TopicSettings(Topics.SCANS_STORED, 3, Map.of("retention.ms", "-1")),
            new TopicSettings(Topics.DIAGNOSES, 3, Map.of()),
            new TopicSettings(Topics.DIAGNOSES_CANDIDATE, 3, Map.of()),
            new TopicSettings(Topics.DIAGNOSES_FAILED, 1, Map.of()),
            // At most this many replicas share the folds of a cross-validation.
            new TopicSettings(Topics.TRAININGS, TRAININGS, Map.of()),
            new TopicSettings(Topics.TRAININGS_CANCELLATIONS, 1, Map.of()),
            new TopicSettings(Topics.TRAININGS_PROGRESS, 1, Map.of()),
            // Compacted, but not within a year: a replica that starts with a broken promotion takes the one before it.
            new TopicSettings(Topics.MODELS, 1, Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", YEAR)),
            // One partition, because decisions about a slot are made one after the other.
            new TopicSettings(Topics.PROMOTIONS, 1, Map.of()),
            new TopicSettings(Topics.PROMOTIONS_DECLINED, 1, Map.of()),
            new TopicSettings(Topics.EXPLANATIONS, 1, Map.of()),
            new TopicSettings(Topics.EXPLANATIONS_READY, 1, Map.of()));

    /** Returns the settings of all topics. */
    public static List<TopicSettings> all() {
        return ALL;
    }

    private static String bytes(int limit) {
        return Integer.toString(limit);
    }
}
