package dev.thorax.manifests.check;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Workload;

/** Finds workloads without a disruption budget, or whose pods may all be on one node or in one zone. */
final class Disruptions implements Check {
    private static final List<String> TOPOLOGIES = List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");

    @Override
    public Stream<String> problems(Manifests manifests) {
        return manifests.workloads().stream().flatMap(workload -> Stream.of(budget(workload), spread(workload))
                .flatMap(Objects::requireNonNull));
    }

    private static Stream<String> budget(Workload workload) {
        long budgets = workload.manifests()
                .of("PodDisruptionBudget")
                .filter(budget -> KnownPods.chooses(Manifest.texts(budget.at("/spec/selector/matchLabels")), workload))
                .filter(budget -> budget.at("/spec/maxUnavailable").asText().equals("1"))
                .filter(budget ->
                        budget.at("/spec/unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow"))
                .count();
        return budgets == 1
                ? Stream.empty()
                : Stream.of(workload.name() + " needs one budget by which one pod at a time may be missing.");
    }

    private static Stream<String> spread(Workload workload) {
        return TOPOLOGIES.stream()
                .filter(topology -> Manifest.list(workload.pod().path("topologySpreadConstraints"))
                        .noneMatch(constraint -> spreads(constraint, topology, workload)))
                .map(topology -> workload.name() + " is not spread over " + topology + ".");
    }

    private static boolean spreads(JsonNode constraint, String topology, Workload workload) {
        boolean isOfWorkload = Manifest.list(constraint.path("matchLabelKeys"))
                .anyMatch(key -> key.asText().equals("app.kubernetes.io/name"));
        return constraint.path("topologyKey").asText().equals(topology)
                && constraint.path("maxSkew").asInt() == 1
                && constraint.path("whenUnsatisfiable").asText().equals("ScheduleAnyway")
                && isOfWorkload
                && KnownPods.chooses(constraint.path("labelSelector"), workload.labels());
    }
}
