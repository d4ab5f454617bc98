package dev.thorax.manifests.check;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thorax.manifests.Manifests;

/** Finds images without a version, and anything that is named {@code latest}. */
final class Images implements Check {
    private static final Pattern LATEST = Pattern.compile("(?i)\"[^\" ]*\\blatest\\b[^\" ]*\"");

    @Override
    public Stream<String> problems(Manifests manifests) {
        Stream<String> images = manifests.workloads().stream()
                .filter(workload -> !workload.container()
                        .path("image")
                        .asText()
                        .matches("([a-z0-9.:-]+/)?thorax/" + Pattern.quote(workload.name())
                                + "(:\\d+\\.\\d+\\.\\d+(-cuda)?|@sha256:[0-9a-f]{64})"))
                .map(workload -> workload.name() + " must have its own image with a version or a digest.");
        Stream<String> latest = manifests.all().stream()
                .filter(manifest -> LATEST.matcher(manifest.tree().toString()).find())
                .map(manifest -> manifest.id() + " has something that is named latest.");
        return Stream.of(images, latest, workers(manifests)).flatMap(Objects::requireNonNull);
    }

    /** The image of Jobs stands in a setting. Digests cannot be compared. */
    private static Stream<String> workers(Manifests manifests) {
        Set<String> versions = manifests.workloads().stream()
                .flatMap(workload -> version(workload.container().path("image").asText()))
                .collect(Collectors.toSet());
        return manifests
                .of("ConfigMap")
                .map(map -> map.at("/data/THORAX_TRAINING_KUBERNETES_IMAGE"))
                .filter(image -> !image.isMissingNode())
                .map(JsonNode::asText)
                .filter(image -> !image.matches("([a-z0-9.:-]+/)?thorax/training-worker[:@].+")
                        || version(image).anyMatch(version -> !versions.contains(version)))
                .map(image -> "The workers must have their own image, in the version of the services.");
    }

    private static Stream<String> version(String image) {
        return Pattern.compile(":(\\d+\\.\\d+\\.\\d+)(-cuda)?$")
                .matcher(image)
                .results()
                .map(found -> found.group(1));
    }
}
