package dev.thorax.manifests.check;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        return Stream.of(images, latest).flatMap(Objects::requireNonNull);
    }
}
