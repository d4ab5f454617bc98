package dev.thorax.contracts.topic;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Settings that the guarantees of Thorax need of one topic. Topics are created with them, and each service compares its topics with
 * them. A topic may be larger, and may keep records longer up to {@code longest}.
 *
 * @param name name of the topic
 * @param partitions least number of partitions
 * @param isFixed whether it must have no more partitions than that
 * @param config Kafka's configuration of the topic, in the order of its names
 * @param longest longest retention that the topic may have, or null for any. It bounds what is kept of a patient
 */
public record TopicSettings(
        String name, int partitions, boolean isFixed, Map<String, String> config, @Nullable Duration longest) {
    /** Creates the settings of a topic that may keep its records for ever. */
    public TopicSettings(String name, int partitions, boolean isFixed, Map<String, String> config) {
        this(name, partitions, isFixed, config, null);
    }

    /** Least number of replicas of each partition that keep a record if a broker is lost, on three brokers or more. */
    public static final int REPLICATION = 3;

    private static final String MAX_BYTES = "max.message.bytes";
    private static final String CLEANUP = "cleanup.policy";
    private static final String RETENTION = "retention.ms";
    private static final String SEGMENT_TIME = "segment.ms";
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
    /** Time for which a slot's older promotions stay in sight. */
    private static final Duration YEAR = Duration.ofDays(365);

    /** A record leaves with its segment, so it may stay for so much longer than the retention. */
    private static final Duration DAY = Duration.ofDays(1);
    /** Retention of the scans themselves, with the patients' numbers: longer than a weekend without ingest. */
    private static final Duration WEEKEND = Duration.ofHours(72);

    private static final Duration HOUR = Duration.ofHours(1);
    /** The audit, as long as records of a treatment are kept in most places. An operator may set another time. */
    private static final Duration TEN_YEARS = Duration.ofDays(3653);

    private static final List<TopicSettings> ALL = List.of(
            // By the broker's clock, because a device's clock may be decades wrong, and retention goes by it.
            ofPatients(
                    Topics.SCANS,
                    3,
                    WEEKEND,
                    HOUR,
                    WEEKEND,
                    Map.of(MAX_BYTES, bytes(ScanLimits.SCAN_RECORD), "message.timestamp.type", "LogAppendTime")),
            // Bounded, because anybody who may send scans can fill it. 10 GiB are at least 290 of the largest files.
            ofPatients(
                    Topics.SCANS_REJECTED,
                    1,
                    WEEK,
                    DAY,
                    WEEK,
                    Map.of(MAX_BYTES, bytes(ScanLimits.REJECTED_RECORD), RETENTION_BYTES, Long.toString(10L << 30))),
            // Ingest finds those that are not scored in the object store and publishes them again.
            ofPatients(Topics.SCANS_STORED, 3),
            ofPatients(Topics.SCANS_ERASED, 1),
            ofPatients(Topics.DIAGNOSES, 3),
            ofPatients(Topics.DIAGNOSES_CANDIDATE, 3, WEEK, DAY, MONTH.minus(DAY), Map.of()),
            ofPatients(Topics.DIAGNOSES_FAILED, 1),
            of(Topics.TRAININGS, TRAININGS, kept(MONTH), Map.of()),
            of(Topics.TRAININGS_CANCELLATIONS, 1, kept(MONTH), Map.of()),
            of(Topics.TRAININGS_PROGRESS, 1, kept(WEEK), Map.of()),
            // Compacted, so that a slot's newest promotion never leaves.
            // The lag keeps those before it in sight for a year.
            of(Topics.MODELS, 1, Map.of(CLEANUP, "compact"), Map.of("min.compaction.lag.ms", millis(YEAR))),
            // One partition, because decisions about a slot are made one after the other.
            new TopicSettings(Topics.PROMOTIONS, 1, true, merged(kept(MONTH), Map.of())),
            of(Topics.PROMOTIONS_DECLINED, 1, kept(MONTH), Map.of()),
            ofPatients(Topics.EXPLANATIONS, 1, WEEK, DAY, MONTH.minus(DAY), Map.of()),
            ofPatients(Topics.EXPLANATIONS_READY, 1, WEEK, DAY, MONTH.minus(DAY), Map.of()),
            of(Topics.AUDIT, 3, kept(TEN_YEARS), Map.of()),
            // A partition for each consumed topic. Small segments, because only closed ones are compacted,
            // and a service reads its partition at each start.
            of(
                    Topics.POSITIONS,
                    AnsweredPosition.CONSUMED.size(),
                    Map.of(CLEANUP, "compact"),
                    Map.of("segment.bytes", bytes(SEGMENT))));

    /** Returns whether a topic may have {@code has} for a setting that must be {@code needs}. */
    boolean accepts(String setting, String has, String needs) {
        return SettingRule.of(setting).accepts(has, needs) && (longest == null || !isTooLong(setting, has));
    }

    /** Returns {@code needs} as it reads after "needs". */
    String meaning(String setting, String needs) {
        String least = SettingRule.of(setting).meaning(needs);
        return longest == null || !RETENTION.equals(setting) ? least : least + ", at most " + millis(longest);
    }

    private boolean isTooLong(String setting, String has) {
        return RETENTION.equals(setting) && (UNLIMITED.equals(has) || Long.parseLong(has) > longest.toMillis());
    }

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

    /** Returns these settings with another least retention. */
    public TopicSettings withRetention(Duration time) {
        return new TopicSettings(name, partitions, isFixed, merged(config, Map.of(RETENTION, millis(time))));
    }

    private static TopicSettings of(
            String name, int partitions, Map<String, String> cleanup, Map<String, String> others) {
        return new TopicSettings(name, partitions, false, merged(cleanup, others));
    }

    /** Returns the settings of a topic whose records name scans or patients: none stays for more than a month. */
    private static TopicSettings ofPatients(String name, int partitions) {
        return ofPatients(name, partitions, MONTH.minus(DAY), DAY, MONTH.minus(DAY), Map.of());
    }

    private static TopicSettings ofPatients(
            String name,
            int partitions,
            Duration kept,
            Duration segment,
            Duration longest,
            Map<String, String> others) {
        Map<String, String> config = new TreeMap<>(merged(kept(kept), others));
        config.put(SEGMENT_TIME, millis(segment));
        return new TopicSettings(name, partitions, false, Collections.unmodifiableMap(config), longest);
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
