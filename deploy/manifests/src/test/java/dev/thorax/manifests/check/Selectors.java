package dev.thorax.manifests.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Workload;

/** Compares selectors with the labels of what they choose, and the ports of services with those of their pods. */
final class Selectors implements Check {
    private static final List<String> PORTS = List.of("http", "management");

    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.of(
                        manifests.workloads().stream().flatMap(Selectors::own),
                        manifests.of("Service").flatMap(service -> service(service, manifests)),
                        manifests.of("NetworkPolicy").flatMap(policy -> policy(policy, manifests)),
                        manifests.all().stream()
                                .filter(manifest -> !manifest.kind().equals("Namespace"))
                                .filter(manifest -> !"thorax"
                                        .equals(manifest.at("/metadata/namespace")
                                                .asText()))
                                .map(manifest -> manifest.id() + " must be in the namespace thorax."))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> own(Workload workload) {
        Map<String, String> selector = Manifest.texts(workload.set().at("/spec/selector/matchLabels"));
        Stream<String> selects = KnownPods.chooses(selector, workload)
                ? Stream.empty()
                : Stream.of(workload.set().id() + " does not choose its own pods.");
        Stream<String> governed = workload.manifests()
                        .find("Service", workload.set().at("/spec/serviceName").asText())
                        .isPresent()
                ? Stream.empty()
                : Stream.of(workload.set().id() + " has no service.");
        Stream<String> ports = workload.service().stream().flatMap(service -> PORTS.stream()
                .filter(name -> workload.port(name) != expected(service, name))
                .map(name -> workload.set().id() + ": the port " + name + " must be " + expected(service, name) + "."));
        return Stream.of(selects, governed, ports).flatMap(Objects::requireNonNull);
    }

    private static int expected(dev.thorax.manifests.Service service, String name) {
        return service.port(name);
    }

    private static Stream<String> service(Manifest service, Manifests manifests) {
        List<Workload> chosen = manifests.workloads().stream()
                .filter(workload -> KnownPods.chooses(Manifest.texts(service.at("/spec/selector")), workload))
                .toList();
        if (chosen.size() != 1 || !chosen.get(0).name().equals(service.name())) {
            return Stream.of(service.id() + " does not choose the pods of its name alone.");
        }
        return PORTS.stream()
                .filter(name -> Manifest.list(service.at("/spec/ports"))
                        .noneMatch(port -> port.path("name").asText().equals(name)
                                && port.path("targetPort").asText().equals(name)
                                && port.path("port").asInt() == chosen.get(0).port(name)))
                .map(name -> service.id() + " does not lead to the port " + name + " under its number.");
    }

    private static Stream<String> policy(Manifest policy, Manifests manifests) {
        return new KnownPods(manifests).chosen(policy.at("/spec/podSelector")).isEmpty()
                ? Stream.of(policy.id() + " chooses no pod.")
                : Stream.empty();
    }
}
