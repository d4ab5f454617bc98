package dev.thorax.manifests.check;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifest;
import dev.thorax.manifests.Manifests;
import dev.thorax.manifests.Workload;

/** Follows what a pod names: service accounts, config maps, secrets with their keys, volumes, and files in them. */
final class References implements Check {
    private static final String MOUNTED = "/etc/thorax/";

    @Override
    public Stream<String> problems(Manifests manifests) {
        return Stream.concat(
                manifests.of("Secret").map(secret -> secret.id() + " must not be in a manifest."),
                manifests.workloads().stream().flatMap(workload -> problems(workload)
                        .map(problem -> workload.name() + ": " + problem + ".")));
    }

    private static Stream<String> problems(Workload workload) {
        return Stream.of(
                        account(workload),
                        maps(workload),
                        variables(workload),
                        volumes(workload),
                        mounts(workload),
                        files(workload))
                .flatMap(Objects::requireNonNull);
    }

    private static Stream<String> account(Workload workload) {
        String name = workload.pod().path("serviceAccountName").asText();
        return workload.manifests().find("ServiceAccount", name).isPresent() && name.equals(workload.name())
                ? Stream.empty()
                : Stream.of("the service account " + name + " is not its own");
    }

    private static Stream<String> maps(Workload workload) {
        return workload.configMaps().stream()
                .filter(name -> workload.manifests().find("ConfigMap", name).isEmpty())
                .map(name -> "there is no config map " + name);
    }

    private static Stream<String> variables(Workload workload) {
        return workload.references().values().stream()
                .filter(source -> source.has("secretKeyRef"))
                .map(source -> source.path("secretKeyRef"))
                .flatMap(source -> secret(
                        workload,
                        source.path("name").asText(),
                        Set.of(source.path("key").asText()),
                        source.path("optional")));
    }

    private static Stream<String> volumes(Workload workload) {
        return Manifest.list(workload.pod().path("volumes"))
                .filter(volume -> volume.has("secret"))
                .map(volume -> volume.path("secret"))
                .flatMap(source -> Stream.concat(
                        source.path("defaultMode").asInt() == 0440
                                ? Stream.empty()
                                : Stream.of("the secret "
                                        + source.path("secretName").asText()
                                        + " must be readable by the service only (0440)"),
                        secret(
                                workload,
                                source.path("secretName").asText(),
                                keys(source).keySet(),
                                source.path("optional"))));
    }

    /** Returns the keys that a volume has as files, by their paths. Without a list each key of the secret is one. */
    private static Map<String, String> keys(JsonNode secret) {
        return Manifest.list(secret.path("items"))
                .collect(Collectors.toMap(item -> item.path("key").asText(), item -> item.path("path")
                        .asText()));
    }

    private static Stream<String> secret(Workload workload, String name, Set<String> keys, JsonNode optional) {
        Optional<Set<String>> known = Secrets.keys(name, workload.manifests());
        if (known.isEmpty()) {
            return Stream.of("no secret " + name + " is made by an operator, nor does k8s/README.md name it");
        }
        return Stream.concat(
                keys.stream()
                        .filter(key -> !known.get().contains(key))
                        .map(key -> "the secret " + name + " has no key " + key),
                optional.isBoolean() && !optional.asBoolean()
                        ? Stream.empty()
                        : Stream.of("the secret " + name + " must not be optional"));
    }

    private static Stream<String> mounts(Workload workload) {
        return Manifest.list(workload.container().path("volumeMounts")).flatMap(mount -> {
            JsonNode volume = workload.volume(mount.path("name").asText());
            if (volume.isMissingNode()) {
                return Stream.of("there is no volume " + mount.path("name").asText());
            }
            boolean isSafe = !volume.has("secret") || mount.path("readOnly").asBoolean();
            return isSafe && !mount.has("subPath")
                    ? Stream.empty()
                    : Stream.of(mount.path("name").asText() + " must be mounted read-only and as a whole");
        });
    }

    /** Each path in the settings is a file of a mounted secret, or a folder below a volume that can be written to. */
    private static Stream<String> files(Workload workload) {
        return workload.variables().entrySet().stream()
                .filter(variable -> variable.getValue().startsWith("/")
                        && !variable.getKey().endsWith("_PATH"))
                .filter(variable -> Manifest.list(workload.container().path("volumeMounts"))
                        .noneMatch(mount -> has(workload, mount, variable.getValue())))
                .map(variable -> variable.getKey() + "=" + variable.getValue() + " is in no volume");
    }

    private static boolean has(Workload workload, JsonNode mount, String path) {
        String folder = mount.path("mountPath").asText() + "/";
        if (!path.startsWith(folder)) {
            return false;
        }
        JsonNode volume = workload.volume(mount.path("name").asText());
        if (!path.startsWith(MOUNTED)) {
            return volume.has("emptyDir");
        }
        JsonNode secret = volume.path("secret");
        String file = path.substring(folder.length());
        return secret.has("items")
                ? keys(secret).containsValue(file)
                : Secrets.keys(secret.path("secretName").asText(), workload.manifests())
                        .orElse(Set.of())
                        .contains(file);
    }
}
