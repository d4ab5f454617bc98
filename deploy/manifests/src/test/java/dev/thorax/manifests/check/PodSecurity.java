package dev.thorax.manifests.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Workload;

/** Compares each pod with the restricted profile of Kubernetes, and with what is stricter here. */
final class PodSecurity implements Check {
    private static final Map<String, String> POD = Map.of(
            "/securityContext/runAsNonRoot", "true",
            "/securityContext/runAsUser", "10001",
            "/securityContext/runAsGroup", "10001",
            "/securityContext/fsGroup", "10001",
            "/securityContext/seccompProfile/type", "RuntimeDefault",
            "/enableServiceLinks", "false");
    private static final Map<String, String> CONTAINER = Map.of(
            "/securityContext/allowPrivilegeEscalation", "false",
            "/securityContext/privileged", "false",
            "/securityContext/readOnlyRootFilesystem", "true",
            "/securityContext/capabilities/drop", "[\"ALL\"]");
    /** What may be nowhere in a pod. */
    private static final List<String> FORBIDDEN = List.of(
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "hostPort",
            "hostUsers",
            "hostPath",
            "add",
            "procMount",
            "sysctls",
            "initContainers",
            "ephemeralContainers",
            "seLinuxOptions");

    private static final Set<String> VOLUMES = Set.of("emptyDir", "secret", "configMap", "name");

    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.concat(
                manifests.of("Namespace").flatMap(PodSecurity::namespace),
                manifests.workloads().stream().flatMap(PodSecurity::pod));
    }

    private static Stream<String> namespace(Manifest namespace) {
        Map<String, String> has = new TreeMap<>(namespace.labels());
        return Stream.of("enforce", "audit", "warn")
                .filter(mode -> !"restricted".equals(has.get("pod-security.kubernetes.io/" + mode)))
                .map(mode -> namespace.id() + " must " + mode + " the restricted profile.");
    }

    private static Stream<String> pod(Workload workload) {
        Stream<String> containers =
                workload.containers().stream().flatMap(container -> different(container, CONTAINER));
        Stream<String> forbidden = FORBIDDEN.stream()
                .filter(name -> workload.pod().findValue(name) != null)
                .map(name -> name + " is not allowed");
        Stream<String> volumes = Manifest.list(workload.pod().path("volumes"))
                .flatMap(volume -> Manifest.texts(volume).keySet().stream())
                .filter(kind -> !VOLUMES.contains(kind))
                .map(kind -> "a volume of the kind " + kind + " is not allowed");
        return Stream.of(different(workload.pod(), POD), containers, forbidden, volumes)
                .flatMap(Objects::requireNonNull)
                .map(problem -> workload.name() + ": " + problem + ".");
    }

    private static Stream<String> different(JsonNode node, Map<String, String> needed) {
        return needed.entrySet().stream()
                .filter(entry -> !text(node.at(entry.getKey())).equals(entry.getValue()))
                .map(entry -> entry.getKey() + " must be " + entry.getValue());
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
