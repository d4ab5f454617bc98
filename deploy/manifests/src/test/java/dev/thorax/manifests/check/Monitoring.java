package dev.thorax.manifests.check;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Compares what Prometheus is to read with the services and pods that are there. */
final class Monitoring implements Check {
    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.concat(
                manifests.of("ServiceMonitor").flatMap(monitor -> services(monitor, manifests)),
                manifests.of("PodMonitor").flatMap(monitor -> pods(monitor, manifests)));
    }

    private static Stream<String> services(Manifest monitor, Manifests manifests) {
        Set<String> chosen = manifests
                .of("Service")
                .filter(service -> KnownPods.chooses(monitor.at("/spec/selector"), service.labels()))
                .map(Manifest::name)
                .collect(Collectors.toSet());
        Set<String> all = manifests.of("Service").map(Manifest::name).collect(Collectors.toSet());
        boolean isRead = Manifest.list(monitor.at("/spec/endpoints")).count() == 1
                && monitor.at("/spec/endpoints/0/port").asText().equals("management")
                && monitor.at("/spec/endpoints/0/path").asText().equals("/q/metrics");
        String job = monitor.at("/spec/jobLabel").asText();
        return Stream.of(
                        jobs(job, manifests),
                        chosen.equals(all)
                                ? Stream.<String>empty()
                                : Stream.of(monitor.id() + " must choose all services."),
                        isRead
                                ? Stream.<String>empty()
                                : Stream.of(monitor.id() + " must read /q/metrics of the management port."))
                .flatMap(Objects::requireNonNull);
    }

    /** The alerts name the job of a service as its user: thorax-ingest and so on. */
    private static Stream<String> jobs(String label, Manifests manifests) {
        return manifests
                .of("Service")
                .filter(service -> dev.thorax.manifests.Service.of(service.name())
                        .map(known -> !known.user().equals(service.labels().get(label)))
                        .orElse(true))
                .map(service -> service.id() + " has not the name of the job that alerts look for.");
    }

    private static Stream<String> pods(Manifest monitor, Manifests manifests) {
        boolean isKafka = !manifests.has("Kafka")
                || List.of(KnownPods.BROKER, KnownPods.CONTROLLER)
                                .equals(new KnownPods(manifests).chosen(monitor.at("/spec/selector")))
                        && manifests.of("Kafka").allMatch(kafka -> kafka.at("/spec/kafka/metricsConfig/type")
                                .asText()
                                .equals("strimziMetricsReporter"))
                        && monitor.at("/spec/podMetricsEndpoints/0/port")
                                .asText()
                                .equals("tcp-prometheus");
        return isKafka ? Stream.empty() : Stream.of(monitor.id() + " must read the metrics of all nodes of Kafka.");
    }
}
