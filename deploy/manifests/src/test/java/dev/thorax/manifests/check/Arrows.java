package dev.thorax.manifests.check;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Service;

/** Compares what the network policies open with the arrows of the design's picture. Everything else must be closed. */
final class Arrows implements Check {
    private static final int HTTPS = 443;

    @Override
    public Stream<String> problems(Manifests manifests) {
        Set<String> open = OpenEdges.of(manifests);
        Set<String> needed = needed(manifests);
        return Stream.of(
                        needed.stream()
                                .filter(edge -> !open.contains(edge))
                                .map(edge -> "No policy opens " + edge + "."),
                        open.stream()
                                .filter(edge -> !needed.contains(edge))
                                .map(edge -> "A policy opens " + edge + ", which is no arrow."),
                        isClosed(manifests) ? Stream.<String>empty() : Stream.of("Nothing closes what is not opened."))
                .flatMap(Objects::requireNonNull);
    }

    private static boolean isClosed(Manifests manifests) {
        return manifests
                .of("NetworkPolicy")
                .anyMatch(policy -> policy.at("/spec/podSelector").isEmpty()
                        && policy.at("/spec/policyTypes").toString().equals("[\"Ingress\",\"Egress\"]")
                        && policy.at("/spec/ingress").isMissingNode()
                        && policy.at("/spec/egress").isMissingNode());
    }

    private static Set<String> needed(Manifests manifests) {
        Set<String> edges = new TreeSet<>();
        edges.add("out every pod -> kube-system/kube-dns UDP/53");
        edges.add("out every pod -> kube-system/kube-dns TCP/53");
        int kafka = port("kafka://" + manifests.common("KAFKA_BOOTSTRAP_SERVERS"));
        int store = port(manifests.common("THORAX_STORAGE_ENDPOINT"));
        List<String> services =
                Stream.of(Service.values()).map(Service::fullName).toList();
        for (String service : services) {
            edges.add("out " + service + " -> broker TCP/" + kafka);
            edges.add("out " + service + " -> store TCP/" + store);
        }
        edges.add("out training-worker -> store TCP/" + store);
        edges.add("out training-service -> api-server TCP/6443");
        if (manifests.has("Kafka")) {
            edges.addAll(broker(services, kafka));
        }
        if (manifests.has("ScaledObject")) {
            edges.add("in keda/keda-operator -> broker TCP/" + kafka);
        }
        if (manifests.has("ServiceMonitor")) {
            services.forEach(service -> edges.add("in monitoring/prometheus -> " + service + " TCP/management"));
        }
        if (manifests.has("Ingress")) {
            manifests
                    .of("Ingress")
                    .flatMap(Doors::backends)
                    .forEach(service -> edges.add("in ingress-nginx/ingress-nginx -> " + service + " TCP/http"));
        }
        String provider = manifests.common("QUARKUS_OIDC_AUTH_SERVER_URL");
        if (!provider.isEmpty()) {
            services.forEach(service -> edges.add("out " + service + " -> identity-provider TCP/" + port(provider)));
        }
        return edges;
    }

    private static Set<String> broker(List<String> services, int port) {
        Set<String> edges = services.stream()
                .map(service -> "in " + service + " -> broker TCP/" + port)
                .collect(Collectors.toCollection(TreeSet::new));
        edges.add("in devices and hospital systems -> broker TCP/9094");
        for (String from : List.of(KnownPods.BROKER, KnownPods.CONTROLLER)) {
            for (String to : List.of(KnownPods.BROKER, KnownPods.CONTROLLER)) {
                edges.add("out " + from + " -> " + to + " TCP/9090");
                edges.add("out " + from + " -> " + to + " TCP/9091");
            }
        }
        edges.add("out entity-operator -> broker TCP/9091");
        edges.add("out entity-operator -> controller TCP/9091");
        edges.add("out entity-operator -> api-server TCP/6443");
        return edges;
    }

    /** Returns the port of an address. */
    private static int port(String address) {
        int port = URI.create(address).getPort();
        return port < 0 ? HTTPS : port;
    }
}
