package dev.thorax.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import dev.thorax.contracts.topic.TopicGap;
import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.contracts.topic.TopicState;

/** Compares the topics of a broker with the catalogue in {@link TopicSettings}. */
public final class TopicInspector {
    private final Admin admin;
    private final int minReplication;

    /**
     * Creates an inspector that leaves {@code admin} open.
     *
     * @param minReplication replicas that each partition needs; a cluster with fewer brokers needs one on each
     */
    public TopicInspector(Admin admin, int minReplication) {
        this.admin = admin;
        this.minReplication = minReplication;
    }

    /**
     * Returns what {@code topics} lack, in their order. Empty if all fit.
     *
     * @throws KafkaException if the broker does not answer
     */
    public List<TopicGap> gaps(Collection<String> topics) {
        return gapsOf(topics.stream().map(TopicSettings::of).toList());
    }

    /**
     * Returns what topics lack that need {@code settings}, in their order. Empty if all fit.
     *
     * @throws KafkaException if the broker does not answer
     */
    public List<TopicGap> gapsOf(Collection<TopicSettings> settings) {
        int replication = Math.max(
                1, Math.min(minReplication, get(admin.describeCluster().nodes()).size()));
        Map<String, TopicState> found =
                describe(settings.stream().map(TopicSettings::name).toList());
        List<TopicGap> gaps = new ArrayList<>();
        for (TopicSettings needed : settings) {
            TopicGap.of(needed, found.get(needed.name()), replication).ifPresent(gaps::add);
        }
        return gaps;
    }

    private Map<String, TopicState> describe(Collection<String> topics) {
        Map<String, TopicDescription> descriptions = new HashMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, description) -> find(description)
                .ifPresent(there -> descriptions.put(topic, there)));
        List<ConfigResource> resources =
                descriptions.keySet().stream().map(TopicInspector::resource).toList();
        Map<ConfigResource, KafkaFuture<Config>> configs = resources.isEmpty()
                ? Map.of()
                : admin.describeConfigs(resources).values();
        Map<String, TopicState> found = new HashMap<>();
        descriptions.forEach((topic, description) -> found.put(
                topic,
                new TopicState(
                        description.partitions().size(),
                        description.partitions().stream()
                                .mapToInt(partition -> partition.replicas().size())
                                .min()
                                .orElse(0),
                        find(configs.get(resource(topic)))
                                .map(TopicInspector::values)
                                .orElse(null))));
        return found;
    }

    /** Returns empty for what is not there or may not be read. */
    private static <T> Optional<T> find(KafkaFuture<T> future) {
        try {
            return Optional.of(get(future));
        } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
            return Optional.empty();
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("The broker gave no answer about topics.", e.getCause());
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            values.put(entry.name(), entry.value());
        }
        return values;
    }
}
