package dev.thorax.manifests.check;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Reads from where to where the network policies let connections pass, those of Strimzi's listeners included. */
final class OpenEdges {
    private static final String TO = "thorax.dev/to";
    private static final String EVERYWHERE = "everywhere";
    /** A range of addresses is a named place, and no half of the world. */
    private static final int LEAST_PREFIX = 24;

    private static final String NAMESPACE = "kubernetes.io/metadata.name";
    private static final List<String> NAMES = List.of("app.kubernetes.io/name", "k8s-app");

    private final KnownPods pods;

    private OpenEdges(Manifests manifests) {
        this.pods = new KnownPods(manifests);
    }

    /** Returns each way as text: direction, from, to, and port. */
    static Set<String> of(Manifests manifests) {
        OpenEdges edges = new OpenEdges(manifests);
        return Stream.of(
                        manifests.of("NetworkPolicy").flatMap(policy -> edges.of(policy, "egress")),
                        manifests.of("NetworkPolicy").flatMap(policy -> edges.of(policy, "ingress")),
                        manifests
                                .of("Kafka")
                                .flatMap(kafka -> Manifest.list(kafka.at("/spec/kafka/listeners")))
                                .flatMap(edges::ofListener))
                .flatMap(Objects::requireNonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> of(Manifest policy, String direction) {
        boolean isOut = direction.equals("egress");
        JsonNode selector = policy.at("/spec/podSelector");
        List<String> selected = selector.isEmpty() ? List.of("every pod") : pods.chosen(selector);
        String place = policy.labels().getOrDefault(TO, EVERYWHERE);
        return Manifest.list(policy.at("/spec/" + direction))
                .flatMap(rule -> peers(rule.path(isOut ? "to" : "from"), place)
                        .flatMap(peer -> ports(rule.path("ports")).flatMap(port -> selected.stream()
                                .map(pod -> isOut
                                        ? "out " + pod + " -> " + peer + " " + port
                                        : "in " + peer + " -> " + pod + " " + port))));
    }

    private Stream<String> ofListener(JsonNode listener) {
        return peers(listener.path("networkPolicyPeers"), "devices and hospital systems")
                .map(peer ->
                        "in " + peer + " -> broker TCP/" + listener.path("port").asText());
    }

    private Stream<String> peers(JsonNode peers, String place) {
        return peers.isEmpty() ? Stream.of(EVERYWHERE) : Manifest.list(peers).flatMap(peer -> peer(peer, place));
    }

    private Stream<String> peer(JsonNode peer, String place) {
        if (peer.has("ipBlock")) {
            String range = peer.at("/ipBlock/cidr").asText();
            boolean isNamed = Integer.parseInt(range.replaceAll(".*/", "")) >= LEAST_PREFIX;
            return Stream.of(isNamed ? place.replaceFirst("^kafka$", KnownPods.BROKER) : range);
        }
        JsonNode selector = peer.path("podSelector");
        if (!peer.has("namespaceSelector")) {
            List<String> chosen = selector.isEmpty() ? List.of("every pod") : pods.chosen(selector);
            return chosen.isEmpty() ? Stream.of("nobody") : chosen.stream();
        }
        String namespace =
                peer.at("/namespaceSelector/matchLabels").path(NAMESPACE).asText("any namespace");
        String name = NAMES.stream()
                .map(label -> selector.path("matchLabels").path(label).asText())
                .filter(label -> !label.isEmpty())
                .findFirst()
                .orElse("any pod");
        return Stream.of((namespace.isEmpty() ? "any namespace" : namespace) + "/" + name);
    }

    private static Stream<String> ports(JsonNode ports) {
        return ports.isEmpty()
                ? Stream.of("any port")
                : Manifest.list(ports)
                        .map(port -> port.path("protocol").asText("TCP") + "/"
                                + port.path("port").asText("any")
                                + (port.has("endPort")
                                        ? "-" + port.path("endPort").asText()
                                        : ""));
    }
}
