package dev.thorax.manifests.check;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Compares the topics with the catalogue of the code. */
final class KafkaTopics implements Check {
    private static final String IN_SYNC = "min.insync.replicas";

    @Override
    public Stream<String> problems(Manifests manifests) {
        if (!manifests.has("Kafka")) {
            return Stream.empty();
        }
        return Stream.of(
                        TopicSettings.all().stream()
                                .filter(topic -> manifests
                                        .find("KafkaTopic", topic.name())
                                        .isEmpty())
                                .map(topic -> "The topic " + topic.name() + " is missing."),
                        manifests.of("KafkaTopic").flatMap(topic -> problems(topic, manifests)))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> problems(Manifest topic, Manifests manifests) {
        return TopicSettings.all().stream()
                .filter(settings -> settings.name().equals(topic.name()))
                .findFirst()
                .map(settings -> problems(topic, settings, manifests))
                .orElseGet(() -> Stream.of(topic.id() + " is no topic of Thorax."));
    }

    private static Stream<String> problems(Manifest topic, TopicSettings settings, Manifests manifests) {
        Map<String, String> config = new TreeMap<>(settings.config());
        config.put(IN_SYNC, "2");
        int partitions = topic.at("/spec/partitions").asInt();
        boolean isWide = settings.isFixed() ? partitions == settings.partitions() : partitions >= settings.partitions();
        return Stream.of(
                        problem(isWide, "must have " + settings.partitions() + " partitions", topic),
                        problem(
                                topic.at("/spec/replicas").asInt() == TopicSettings.REPLICATION
                                        && manifests
                                                .common("THORAX_TOPICS_REPLICATION")
                                                .equals(Integer.toString(TopicSettings.REPLICATION)),
                                "must have three replicas, and the services must ask for them",
                                topic),
                        problem(
                                Manifest.texts(topic.at("/spec/config")).equals(config),
                                "must have the settings " + config,
                                topic),
                        problem(
                                !topic.tree().path("spec").has("topicName") && isInCluster(topic, manifests),
                                "must be a topic of the cluster under its own name",
                                topic))
                .flatMap(Objects::requireNonNull);
    }

    /** Returns whether a resource of Strimzi has the label of the cluster. */
    static boolean isInCluster(Manifest resource, Manifests manifests) {
        return manifests
                .find("Kafka", resource.labels().getOrDefault("strimzi.io/cluster", ""))
                .isPresent();
    }

    private static Stream<String> problem(boolean isFine, String sentence, Manifest topic) {
        return isFine ? Stream.empty() : Stream.of(topic.id() + " " + sentence + ".");
    }
}
