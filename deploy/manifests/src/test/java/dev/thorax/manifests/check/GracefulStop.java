package dev.thorax.manifests.check;

import java.util.stream.Stream;

import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Service;
import dev.thorax.manifests.Workload;

/** Compares the time that a pod has to stop with what its service needs. */
final class GracefulStop implements Check {
    /** After the drain the service closes channels and clients, one after the other. */
    private static final long CLOSING_SECONDS = 15;

    private static final long PRE_STOP_SECONDS = 3;

    @Override
    public Stream<String> problems(Manifests manifests) {
        return manifests.workloads().stream()
                .flatMap(workload -> workload.service().stream().flatMap(service -> problems(workload, service)));
    }

    private static Stream<String> problems(Workload workload, Service service) {
        long preStop =
                workload.container().at("/lifecycle/preStop/sleep/seconds").asLong();
        long grace = workload.pod().path("terminationGracePeriodSeconds").asLong();
        long needed = preStop + service.drain().toSeconds() + CLOSING_SECONDS;
        return Stream.concat(
                preStop < PRE_STOP_SECONDS
                        ? Stream.of(workload.name() + " stops before its clients know: preStop must sleep.")
                        : Stream.empty(),
                grace < needed
                        ? Stream.of(workload.name() + " is killed after " + grace + " s, and needs " + needed + ".")
                        : Stream.empty());
    }
}
