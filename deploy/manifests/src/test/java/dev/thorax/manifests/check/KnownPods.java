package dev.thorax.manifests.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Workload;

/** The pods of the namespace by their names: those of the manifests, the workers, and those that Strimzi makes. */
final class KnownPods {
    static final String BROKER = "broker";
    static final String CONTROLLER = "controller";
    static final String ENTITY_OPERATOR = "entity-operator";
    static final String WORKER = "training-worker";

    private static final String NAME = "app.kubernetes.io/name";
    private static final String CLUSTER = "strimzi.io/cluster";
    private static final String COMPONENT = "strimzi.io/name";

    private final Map<String, Map<String, String>> pods = new TreeMap<>();

    KnownPods(Manifests manifests) {
        manifests.workloads().forEach(workload -> pods.put(workload.name(), workload.labels()));
        pods.put(WORKER, Map.of(NAME, "thorax-" + WORKER));
        manifests.of("Kafka").map(Manifest::name).forEach(cluster -> {
            Map<String, String> kafka =
                    Map.of(CLUSTER, cluster, COMPONENT, cluster + "-kafka", "strimzi.io/kind", "Kafka");
            pods.put(BROKER, with(kafka, "strimzi.io/broker-role", "true"));
            pods.put(CONTROLLER, with(kafka, "strimzi.io/controller-role", "true"));
            pods.put(
                    ENTITY_OPERATOR,
                    Map.of(CLUSTER, cluster, COMPONENT, cluster + "-entity-operator", "strimzi.io/kind", "Kafka"));
        });
    }

    /** Returns the names of the pods that a selector chooses. */
    List<String> chosen(JsonNode selector) {
        return pods.entrySet().stream()
                .filter(pod -> chooses(selector, pod.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns whether a selector chooses something with these labels. */
    static boolean chooses(JsonNode selector, Map<String, String> labels) {
        boolean isEqual = Manifest.texts(selector.path("matchLabels")).entrySet().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
        return isEqual
                && Manifest.list(selector.path("matchExpressions"))
                        .allMatch(expression ->
                                expression.path("operator").asText().equals("In")
                                        && Manifest.list(expression.path("values"))
                                                .map(JsonNode::asText)
                                                .anyMatch(value -> value.equals(labels.get(
                                                        expression.path("key").asText()))));
    }

    /** Returns whether plain labels, as those of a Service, choose the pods of a workload. */
    static boolean chooses(Map<String, String> labels, Workload workload) {
        return !labels.isEmpty() && workload.labels().entrySet().containsAll(labels.entrySet());
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        return Stream.concat(labels.entrySet().stream(), Stream.of(Map.entry(name, value)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
