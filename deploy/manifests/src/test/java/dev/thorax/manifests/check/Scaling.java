package dev.thorax.manifests.check;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Service;

/** Compares the autoscalers with what the services consume. */
final class Scaling implements Check {
    private static final Set<String> KEYS = Set.of(
            "bootstrapServers",
            "consumerGroup",
            "topic",
            "lagThreshold",
            "activationLagThreshold",
            "offsetResetPolicy");
    private static final Set<String> SCALED = Set.of("ingest-service", "inference-service", "explain-service");

    @Override
    public Stream<String> problems(Manifests manifests) {
        if (!manifests.has("ScaledObject")) {
            return Stream.empty();
        }
        return Stream.of(
                        SCALED.stream()
                                .filter(name ->
                                        targets(manifests).filter(name::equals).count() != 1)
                                .map(name -> name + " must be scaled by one autoscaler."),
                        manifests.of("ScaledObject").flatMap(scaled -> problems(scaled, manifests)),
                        manifests.of("TriggerAuthentication").flatMap(login -> login(login, manifests)),
                        manifests.of("HorizontalPodAutoscaler").flatMap(scaler -> processors(scaler, manifests)),
                        manifests.workloads().stream()
                                .filter(workload -> SCALED.contains(workload.name()))
                                .filter(workload ->
                                        workload.set().tree().path("spec").has("replicas"))
                                .map(workload -> workload.name() + ": a second apply would undo what was scaled."))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> targets(Manifests manifests) {
        return Stream.of("ScaledObject", "HorizontalPodAutoscaler")
                .flatMap(manifests::of)
                .map(scaler -> scaler.at("/spec/scaleTargetRef"))
                .filter(target -> target.path("kind").asText().equals("StatefulSet")
                        && target.path("apiVersion").asText().equals("apps/v1"))
                .map(target -> target.path("name").asText());
    }

    private static Stream<String> problems(Manifest scaled, Manifests manifests) {
        JsonNode trigger = scaled.at("/spec/triggers/0");
        Map<String, String> metadata = Manifest.texts(trigger.path("metadata"));
        String topic = metadata.getOrDefault("topic", "");
        int partitions = manifests
                .find("KafkaTopic", topic)
                .map(found -> found.at("/spec/partitions").asInt())
                .orElse(0);
        boolean isConsumed = Service.of(scaled.at("/spec/scaleTargetRef/name").asText()).stream()
                .flatMap(service -> service.channels("incoming").values().stream())
                .anyMatch(channel -> topic.equals(channel.get("topic"))
                        && channel.get("group.id").equals(metadata.get("consumerGroup")));
        return Stream.of(
                        problem(
                                trigger.path("type").asText().equals("kafka") && KEYS.equals(metadata.keySet()),
                                "its trigger must have the keys " + KEYS),
                        problem(isConsumed, "the service has no channel of this topic and group"),
                        problem(
                                scaled.at("/spec/maxReplicaCount").asInt() == partitions,
                                "the most replicas must be as many as partitions"),
                        problem(scaled.at("/spec/minReplicaCount").asInt() >= 1, "one replica must always run"),
                        problem(scaled.at("/spec/fallback/replicas").asInt() > 0, "it needs a fallback"),
                        problem(
                                isAboveMarkers(topic, partitions, metadata),
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
                .flatMap(Objects::requireNonNull)
                .map(problem -> scaled.id() + ": " + problem + ".");
    }

    /** A group never commits the marker that ends a transaction. So its lag is up to one a partition when all is read. */
    private static boolean isAboveMarkers(String topic, int partitions, Map<String, String> metadata) {
        boolean isTransactional = Arrays.stream(Service.values())
                .flatMap(service -> service.channels("outgoing").values().stream())
                .anyMatch(channel -> topic.equals(channel.get("topic")) && channel.containsKey("transactional.id"));
        return !isTransactional
                || number(metadata, "activationLagThreshold") >= partitions
                        && number(metadata, "lagThreshold") > partitions;
    }

    private static int number(Map<String, String> metadata, String name) {
        return Integer.parseInt(metadata.getOrDefault(name, "0"));
    }

    private static Stream<String> login(Manifest login, Manifests manifests) {
        Stream<String> secrets = Manifest.list(login.at("/spec/secretTargetRef"))
                .filter(source -> Secrets.keys(source.path("name").asText(), manifests)
                        .map(keys -> !keys.contains(source.path("key").asText()))
                        .orElse(true))
                .map(source -> login.id() + ": no secret has " + source + ".");
        Stream<String> maps = Manifest.list(login.at("/spec/configMapTargetRef"))
                .filter(source -> value(source, manifests).isEmpty())
                .map(source -> login.id() + ": no config map has " + source + ".");
        boolean isUser = Manifest.list(login.at("/spec/configMapTargetRef"))
                .filter(source -> source.path("parameter").asText().equals("username"))
                .anyMatch(source ->
                        manifests.find("KafkaUser", value(source, manifests)).isPresent());
        return Stream.of(secrets, maps, isUser ? Stream.<String>empty() : Stream.of(login.id() + " names no user."))
                .flatMap(Objects::requireNonNull);
    }

    private static String value(JsonNode source, Manifests manifests) {
        return manifests
                .find("ConfigMap", source.path("name").asText())
                .map(map -> map.at("/data").path(source.path("key").asText()).asText())
                .orElse("");
    }

    private static Stream<String> processors(Manifest scaler, Manifests manifests) {
        boolean isRequested = manifests.workloads().stream()
                .filter(workload -> workload.name()
                        .equals(scaler.at("/spec/scaleTargetRef/name").asText()))
                .anyMatch(workload ->
                        workload.container().at("/resources/requests").has("cpu"));
        int least = scaler.at("/spec/minReplicas").asInt();
        return isRequested
                        && least >= 2
                        && least <= scaler.at("/spec/maxReplicas").asInt()
                ? Stream.empty()
                : Stream.of(scaler.id() + " needs a target that requests processors, and two replicas at least.");
    }

    private static Stream<String> problem(boolean isFine, String sentence) {
        return isFine ? Stream.empty() : Stream.of(sentence);
    }
}
