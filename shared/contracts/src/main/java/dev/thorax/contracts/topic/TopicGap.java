package dev.thorax.contracts.topic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Describes what a topic lacks.
 *
 * @param needed its settings as Thorax needs them
 * @param replication number of replicas that each partition needs
 * @param found the topic, or null if there is none
 * @param config settings that are less than needed, as they must be
 */
public record TopicGap(TopicSettings needed, int replication, @Nullable TopicState found, Map<String, String> config) {
    private static final String MIN_INSYNC = "min.insync.replicas";

    /**
     * Compares a topic with what Thorax needs. Returns empty if it fits.
     *
     * @param found the topic, or null if there is none
     * @param replication replicas that each partition needs; of three or more, two must acknowledge a record
     */
    public static Optional<TopicGap> of(TopicSettings needed, @Nullable TopicState found, int replication) {
        TopicGap gap = new TopicGap(
                needed, replication, found, found == null ? Map.of() : lacking(needed, found, replication));
        boolean fits = found != null
                && found.config() != null
                && gap.config().isEmpty()
                && !gap.lacksPartitions()
                && !gap.hasTooManyPartitions()
                && !gap.lacksReplicas();
        return fits ? Optional.empty() : Optional.of(gap);
    }

    /** Returns the whole configuration of a topic whose partitions have {@code replication} replicas. */
    public static Map<String, String> config(TopicSettings topic, int replication) {
        Map<String, String> config = new TreeMap<>(topic.config());
        config.put(MIN_INSYNC, replication >= TopicSettings.REPLICATION ? "2" : "1");
        return config;
    }

    /** Returns whether there is no such topic. */
    public boolean isMissing() {
        return found == null;
    }

    /** Returns whether the topic is there and nobody knows its settings. */
    public boolean isUnread() {
        return found != null && found.config() == null;
    }

    /** Returns whether partitions must be added. */
    public boolean lacksPartitions() {
        return found != null && found.partitions() < needed.partitions();
    }

    /** Returns whether the topic has more partitions than it may have. */
    public boolean hasTooManyPartitions() {
        return found != null && needed.isFixed() && found.partitions() > needed.partitions();
    }

    /** Returns whether replicas must be added. */
    public boolean lacksReplicas() {
        return found != null && found.replication() < replication;
    }

    /** Returns one sentence for a person: what the topic has, what it needs, and the command. */
    public String sentence(String bootstrapServers) {
        return new TopicAdvice(this, bootstrapServers).sentence();
    }

    private static Map<String, String> lacking(TopicSettings needed, TopicState found, int replication) {
        Map<String, String> lacking = new TreeMap<>();
        if (found.config() != null) {
            config(needed, replication).forEach((name, value) -> {
                String has = found.config().get(name);
                if (has == null || !needed.accepts(name, has, value)) {
                    lacking.put(name, value);
                }
            });
        }
        return lacking;
    }
}
