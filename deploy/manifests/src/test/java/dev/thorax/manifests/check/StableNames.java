package dev.thorax.manifests.check;

import java.util.Objects;
import java.util.stream.Stream;

import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Service;
import dev.thorax.manifests.Workload;

/**
 * Finds transactional services whose pods have no stable name: the successor of a pod must have its name, to fence its open
 * transaction.
 */
final class StableNames implements Check {
    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.of(
                        manifests.of("Deployment").map(deployment -> deployment.id() + " gives pods random names."),
                        manifests.workloads().stream().flatMap(StableNames::problems))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> problems(Workload workload) {
        boolean isNamed = workload.references().containsKey("THORAX_INSTANCE")
                && workload.references()
                        .get("THORAX_INSTANCE")
                        .at("/fieldRef/fieldPath")
                        .asText()
                        .equals("metadata.name");
        boolean isTransactional =
                workload.service().map(Service::isTransactional).orElse(false);
        return Stream.concat(
                isTransactional && !isNamed
                        ? Stream.of(workload.name() + ": THORAX_INSTANCE must be the name of the pod.")
                        : Stream.empty(),
                workload.set().at("/spec/podManagementPolicy").asText().equals("Parallel")
                        ? Stream.empty()
                        : Stream.of(workload.name() + ": one pod that is not ready would hold up the others."));
    }
}
