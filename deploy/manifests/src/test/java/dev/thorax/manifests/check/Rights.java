package dev.thorax.manifests.check;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;

/** Finds rights at the API of Kubernetes beyond the Jobs of the control plane, and tokens that nobody needs. */
final class Rights implements Check {
    private static final String CONTROL_PLANE = "training-service";
    private static final Set<String> NEEDED =
            Set.of("batch jobs create", "batch jobs get", "batch jobs delete", " pods list", " pods/log get");

    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.of(
                        Stream.of("ClusterRole", "ClusterRoleBinding")
                                .flatMap(manifests::of)
                                .map(role -> role.id() + " is not allowed."),
                        manifests
                                .of("ServiceAccount")
                                .filter(account -> !account.at("/automountServiceAccountToken")
                                        .equals(BooleanNode.FALSE))
                                .map(account -> account.id() + " must give no token by itself."),
                        manifests.workloads().stream()
                                .filter(workload -> !workload.pod()
                                        .path("automountServiceAccountToken")
                                        .asText()
                                        .equals(Boolean.toString(workload.name().equals(CONTROL_PLANE))))
                                .map(workload -> workload.name() + " must "
                                        + (workload.name().equals(CONTROL_PLANE) ? "" : "not ") + "have a token."),
                        roles(manifests))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> roles(Manifests manifests) {
        Set<String> allowed = new TreeSet<>();
        manifests.of("Role").flatMap(role -> Manifest.list(role.at("/rules"))).forEach(rule -> Manifest.list(
                        rule.path("apiGroups"))
                .forEach(group -> Manifest.list(rule.path("resources"))
                        .forEach(resource -> Manifest.list(rule.path("verbs"))
                                .forEach(verb ->
                                        allowed.add(group.asText() + " " + resource.asText() + " " + verb.asText())))));
        boolean isBound = manifests.of("RoleBinding").count() == 1
                && manifests.of("RoleBinding").allMatch(Rights::isOfControlPlane);
        return Stream.concat(
                allowed.equals(NEEDED) ? Stream.empty() : Stream.of("The roles must allow " + NEEDED + " and no more."),
                isBound ? Stream.empty() : Stream.of("The role must be that of training-service alone."));
    }

    private static boolean isOfControlPlane(Manifest binding) {
        JsonNode subject = binding.at("/subjects/0");
        return binding.at("/subjects").size() == 1
                && binding.at("/roleRef/kind").asText().equals("Role")
                && binding.at("/roleRef/name").asText().equals(CONTROL_PLANE)
                && subject.path("kind").asText().equals("ServiceAccount")
                && subject.path("name").asText().equals(CONTROL_PLANE)
                && subject.path("namespace").asText().equals("thorax");
    }
}
