package dev.thorax.manifests.check;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.topic.Topics;
import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Service;

/** Compares the trigger that reads how far a group is behind with the channels of its service. */
final class LagTrigger {
    private static final String TOPIC = "topic";
    private static final Set<String> KEYS =
            Set.of("bootstrapServers", "consumerGroup", "lagThreshold", "activationLagThreshold", "offsetResetPolicy");

    private LagTrigger() {}

    /** Returns what is wrong with the only trigger of {@code scaled}. */
    static Stream<String> problems(Manifest scaled, Manifests manifests) {
        JsonNode trigger = scaled.at("/spec/triggers/0");
        Map<String, String> metadata = Manifest.texts(trigger.path("metadata"));
        String consumed = Service.of(scaled.at("/spec/scaleTargetRef/name").asText()).stream()
                .flatMap(service -> service.channels("incoming").values().stream())
                .filter(channel -> metadata.getOrDefault("consumerGroup", "").equals(channel.get("group.id")))
                .map(channel -> channel.get(TOPIC))
                .findFirst()
                .orElse("");
        int partitions = manifests
                .find("KafkaTopic", consumed)
                .map(found -> found.at("/spec/partitions").asInt())
                .orElse(0);
        return Stream.of(
                        problem(
                                KEYS.stream().allMatch(metadata::containsKey)
                                        && metadata.keySet().stream()
                                                .allMatch(key -> KEYS.contains(key) || key.equals(TOPIC)),
                                "its trigger must have the keys " + KEYS),
                        problem(!consumed.isEmpty(), "the service has no channel of this group"),
                        problem(
                                consumed.equals(Topics.SCANS)
                                        ? !metadata.containsKey(TOPIC)
                                        : consumed.equals(metadata.get(TOPIC)),
                                "it must count the topic of the group, or all topics if some are those of devices"),
                        problem(
                                scaled.at("/spec/maxReplicaCount").asInt() == partitions,
                                "the most replicas must be as many as partitions"),
                        problem(
                                isAboveMarkers(consumed, partitions, metadata),
                                "the end of a transaction in each partition is no work: raise the thresholds"),
                        problem(
                                metadata.getOrDefault("bootstrapServers", "")
                                        .equals(manifests.common("KAFKA_BOOTSTRAP_SERVERS")),
                                "it must ask the broker of the services"),
                        problem(
                                manifests
                                        .find(
                                                "TriggerAuthentication",
                                                trigger.at("/authenticationRef/name")
                                                        .asText())
                                        .isPresent(),
                                "its login is missing"))
                .filter(problem -> !problem.isEmpty());
    }

    /** A group never commits the marker that ends a transaction. So its lag is up to one a partition when all is read. */
    private static boolean isAboveMarkers(String topic, int partitions, Map<String, String> metadata) {
        boolean isTransactional = Arrays.stream(Service.values())
                .flatMap(service -> service.channels("outgoing").values().stream())
                .anyMatch(channel -> topic.equals(channel.get(TOPIC)) && channel.containsKey("transactional.id"));
        return !isTransactional
                || number(metadata, "activationLagThreshold") >= partitions
                        && number(metadata, "lagThreshold") > partitions;
    }

    private static int number(Map<String, String> metadata, String name) {
        return Integer.parseInt(metadata.getOrDefault(name, "0"));
    }

    private static String problem(boolean isFine, String sentence) {
        return isFine ? "" : sentence;
    }
}
