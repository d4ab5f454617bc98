package dev.thorax.contracts.topic;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Describes a topic as a broker has it.
 *
 * @param partitions number of partitions
 * @param replication least number of replicas of a partition
 * @param config its whole configuration with the broker's defaults, or null if this client may not read it
 */
public record TopicState(int partitions, int replication, @Nullable Map<String, String> config) {}
