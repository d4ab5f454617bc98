package dev.thorax.contracts.topic;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings that the guarantees of Thorax need of one topic. Topics are created with them, and each service compares its topics with
 * them. A topic may be stricter or larger.
 *
 * @param name name of the topic
 * @param partitions least number of partitions
 * @param isFixed whether it must have no more partitions than that
 * @param config Kafka's configuration of the topic, in the order of its names
 */
public record TopicSettings(String name, int partitions, boolean isFixed, Map<String, String> config) {
    /** Least number of replicas of each partition that keep a record if a broker is lost, on three brokers or more. */
    public static final int REPLICATION = 3;

    private static final String MAX_BYTES = "max.message.bytes";
    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
    private static final String RETENTION_BYTES = "retention.bytes";
    private static final String UNLIMITED = "-1";
    /** Bytes of a segment that are read in well under a second. */
    private static final int SEGMENT = 16 << 20;
    /** At most this many replicas share the requests of trainings. */
    private static final int TRAININGS = 8;

    /** Retention of records that nobody has to read in time. */
    private static final Duration WEEK = Duration.ofDays(7);
    /** Retention of records that a service reads: longer than an outage that nobody sees. */
    private static final Duration MONTH = Duration.ofDays(30);
    /** Requests, which are small and must never leave unread. */
    private static final Duration YEAR = Duration.ofDays(365);

    private static final Map<String, String> KEPT =
            Map.of(CLEANUP, "delete", RETENTION, UNLIMITED, RETENTION_BYTES, UNLIMITED);

    private static final List<TopicSettings> ALL = List.of(
            // By the broker's clock, because a device's clock may be decades wrong, and retention goes by it.
            of(
                    Topics.SCANS,
                    3,
                    kept(MONTH),
                    Map.of(MAX_BYTES, bytes(ScanLimits.SCAN_RECORD), "message.timestamp.type", "LogAppendTime")),
            // Bounded, because anybody who may send scans can fill it. 10 GiB are at least 290 of the largest files.
            of(
                    Topics.SCANS_REJECTED,
                    1,
                    kept(WEEK),
                    Map.of(MAX_BYTES, bytes(ScanLimits.REJECTED_RECORD), RETENTION_BYTES, Long.toString(10L << 30))),
            // Scans wait for a first model, however long that takes.
            of(Topics.SCANS_STORED, 3, KEPT, Map.of()),
            of(Topics.SCANS_ERASED, 1, kept(MONTH), Map.of()),
            of(Topics.DIAGNOSES, 3, kept(MONTH), Map.of()),
            of(Topics.DIAGNOSES_CANDIDATE, 3, kept(WEEK), Map.of()),
            of(Topics.DIAGNOSES_FAILED, 1, kept(MONTH), Map.of()),
            of(Topics.TRAININGS, TRAININGS, kept(YEAR), Map.of()),
            of(Topics.TRAININGS_CANCELLATIONS, 1, kept(YEAR), Map.of()),
            of(Topics.TRAININGS_PROGRESS, 1, kept(WEEK), Map.of()),
            // Compacted, so that a slot's newest promotion never leaves.
            // The lag keeps those before it in sight for a year.
            of(Topics.MODELS, 1, Map.of(CLEANUP, "compact"), Map.of("min.compaction.lag.ms", millis(YEAR))),
            // One partition, because decisions about a slot are made one after the other.
            new TopicSettings(Topics.PROMOTIONS, 1, true, merged(kept(YEAR), Map.of())),
            of(Topics.PROMOTIONS_DECLINED, 1, kept(MONTH), Map.of()),
            of(Topics.EXPLANATIONS, 1, kept(WEEK), Map.of()),
            of(Topics.EXPLANATIONS_READY, 1, kept(WEEK), Map.of()),
            // A partition for each consumed topic. Small segments, because only closed ones are compacted,
            // and a service reads its partition at each start.
            of(
                    Topics.POSITIONS,
                    AnsweredPosition.CONSUMED.size(),
                    Map.of(CLEANUP, "compact"),
                    Map.of("segment.bytes", bytes(SEGMENT))));

    /** Returns the settings of all topics. */
    public static List<TopicSettings> all() {
        return ALL;
    }

    /**
     * Returns the settings of the topic {@code name}.
     *
     * @throws IllegalArgumentException if Thorax has no such topic
     */
    public static TopicSettings of(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Thorax has no topic " + name + "."));
    }

    private static TopicSettings of(
            String name, int partitions, Map<String, String> cleanup, Map<String, String> others) {
        return new TopicSettings(name, partitions, false, merged(cleanup, others));
    }

    private static Map<String, String> kept(Duration time) {
        return Map.of(CLEANUP, "delete", RETENTION, millis(time), RETENTION_BYTES, UNLIMITED);
    }

    private static Map<String, String> merged(Map<String, String> cleanup, Map<String, String> others) {
        Map<String, String> config = new TreeMap<>();
        config.put(MAX_BYTES, bytes(ScanLimits.EVENT_RECORD));
        // Else the broker measures a compressed record by its compressed size, and a service would unpack a gigabyte.
        config.put("compression.type", "uncompressed");
        config.putAll(cleanup);
        config.putAll(others);
        return Collections.unmodifiableMap(config);
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    private static String bytes(int limit) {
        return Integer.toString(limit);
    }
}
