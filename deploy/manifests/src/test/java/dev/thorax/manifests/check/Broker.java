package dev.thorax.manifests.check;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.contracts.topic.TopicSettings;
import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Compares the broker with what the guarantees of the code rest on. */
final class Broker implements Check {
    private static final int BROKERS = 3;

    @Override
    public Stream<String> problems(Manifests manifests) {
        return manifests.of("Kafka").flatMap(kafka -> Stream.of(
                        config(kafka), listeners(kafka), access(kafka), address(kafka, manifests), nodes(manifests))
                .flatMap(Objects::requireNonNull)
                .map(problem -> kafka.id() + ": " + problem + "."));
    }

    private static Stream<String> config(Manifest kafka) {
        String largest = TopicSettings.all().stream()
                .map(topic -> topic.config().get("max.message.bytes"))
                .max((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)))
                .orElseThrow();
        Map<String, String> needed = new TreeMap<>(Map.of(
                "auto.create.topics.enable", "false",
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "offsets.topic.replication.factor", "3",
                "transaction.state.log.replication.factor", "3",
                "transaction.state.log.min.isr", "2",
                "unclean.leader.election.enable", "false",
                "message.max.bytes", largest,
                "replica.fetch.max.bytes", largest));
        return Manifest.texts(kafka.at("/spec/kafka/config")).equals(needed)
                ? Stream.empty()
                : Stream.of("its settings must be " + needed);
    }

    private static Stream<String> listeners(Manifest kafka) {
        return Manifest.list(kafka.at("/spec/kafka/listeners"))
                .filter(listener -> !listener.path("tls").asBoolean()
                        || !listener.at("/authentication/type").asText().equals("scram-sha-512"))
                .map(listener -> "the listener " + listener.path("name").asText() + " must have TLS and SCRAM");
    }

    private static Stream<String> access(Manifest kafka) {
        return kafka.at("/spec/kafka/authorization").toString().equals("{\"type\":\"simple\"}")
                        && kafka.at("/spec/entityOperator").has("topicOperator")
                        && kafka.at("/spec/entityOperator").has("userOperator")
                ? Stream.empty()
                : Stream.of("it must have simple rules, no super user, and the operators of topics and users");
    }

    private static Stream<String> address(Manifest kafka, Manifests manifests) {
        return Manifest.list(kafka.at("/spec/kafka/listeners"))
                        .filter(listener -> listener.path("type").asText().equals("internal"))
                        .map(listener -> bootstrap(kafka, listener))
                        .anyMatch(address -> address.equals(manifests.common("KAFKA_BOOTSTRAP_SERVERS")))
                ? Stream.empty()
                : Stream.of("the services connect to another address");
    }

    private static String bootstrap(Manifest kafka, JsonNode listener) {
        return kafka.name() + "-kafka-bootstrap."
                + kafka.at("/metadata/namespace").asText() + ".svc:"
                + listener.path("port").asText();
    }

    private static Stream<String> nodes(Manifests manifests) {
        Stream<String> counts = Stream.of("broker", "controller")
                .filter(role -> manifests
                                .of("KafkaNodePool")
                                .filter(pool ->
                                        pool.at("/spec/roles").toString().contains("\"" + role + "\""))
                                .mapToInt(pool -> pool.at("/spec/replicas").asInt())
                                .sum()
                        < BROKERS)
                .map(role -> "it needs three nodes with the role " + role);
        Stream<String> disks = manifests
                .of("KafkaNodePool")
                .filter(pool -> !KafkaTopics.isInCluster(pool, manifests)
                        || Manifest.list(pool.at("/spec/storage/volumes"))
                                .anyMatch(
                                        volume -> !volume.path("type").asText().equals("persistent-claim")
                                                || volume.path("deleteClaim").asBoolean(true)))
                .map(pool -> pool.name() + " must be of the cluster, with disks that stay");
        Stream<String> memory = manifests
                .of("KafkaNodePool")
                .filter(pool -> pool.at("/spec/resources/limits/memory").isMissingNode()
                        || !pool.at("/spec/resources/limits/memory").equals(pool.at("/spec/resources/requests/memory")))
                .map(pool -> "request and limit of the memory of " + pool.name() + " must be equal");
        return Stream.of(counts, disks, memory).flatMap(Objects::requireNonNull);
    }
}
