package dev.thorax.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.access.kafka.KafkaAccess;
import dev.thorax.access.kafka.KafkaPrincipal;
import dev.thorax.manifests.check.Check;
import dev.thorax.manifests.check.KafkaUsers;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the rendered overlays without a cluster: no API server has seen them. */
class ManifestsIT {
    private static final List<String> OVERLAYS = List.of("overlays/minimal", "overlays/cpu", "overlays/gpu");

    @BeforeAll
    static void needsKubectl() {
        Kubectl.assumePresent();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("checks")
    void shouldFitTheCode(String overlay, String name, Check check) {
        assertThat(check.problems(Kubectl.render(overlay))).isEmpty();
    }

    @Test
    void shouldRenderAllThatAnOperatorApplies() {
        assertThat(OVERLAYS)
                .allSatisfy(overlay -> assertThat(Kubectl.render(overlay).all())
                        .hasSizeGreaterThan(30)
                        .extracting(Manifest::id)
                        .doesNotHaveDuplicates());
    }

    /** What an operator with a registry of his own changes. No image may lose its version or its CUDA by it. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/minimal", "overlays/cpu", "overlays/gpu"})
    void shouldTakeAllImagesFromARegistryThatOneFileNames(String overlay, @TempDir Path folder) throws IOException {
        copy(Project.path("k8s"), folder);
        Path registry = folder.resolve("components/registry/kustomization.yaml");
        Files.writeString(
                registry,
                Files.readString(registry).replace("newName: thorax/", "newName: registry.example:5000/thorax/"));

        List<String> own = images(Kubectl.render(folder.resolve(overlay)));

        assertThat(own)
                .hasSize(5)
                .isEqualTo(images(Kubectl.render(overlay)).stream()
                        .map(image -> "registry.example:5000/" + image)
                        .toList());
    }

    private static List<String> images(Manifests manifests) {
        return Stream.concat(
                        manifests.workloads().stream()
                                .map(workload ->
                                        workload.container().path("image").asText()),
                        manifests
                                .of("ConfigMap")
                                .map(map -> map.at("/data/THORAX_TRAINING_KUBERNETES_IMAGE")
                                        .asText())
                                .filter(image -> !image.isEmpty()))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void shouldNeedNoOperatorInTheMinimalOverlay() {
        assertThat(Kubectl.render("overlays/minimal").all())
                .extracting(Manifest::apiVersion)
                .containsOnly("v1", "apps/v1", "networking.k8s.io/v1", "policy/v1", "rbac.authorization.k8s.io/v1");
    }

    @Test
    void shouldDifferInTheGpuAlone() {
        Manifests cpu = Kubectl.render("overlays/cpu");
        Manifests gpu = Kubectl.render("overlays/gpu");

        assertThat(gpu.all().stream().filter(manifest -> !cpu.all().contains(manifest)))
                .extracting(manifest -> manifest.id().replaceFirst("-[0-9a-z]{10}$", ""))
                .containsExactlyInAnyOrder(
                        "ConfigMap/training-service", "StatefulSet/inference-service", "StatefulSet/training-service");
    }

    @Test
    void shouldHaveAnExampleOfEachKindOfUserBesideTheServices() {
        Manifests users = Kubectl.render("examples/kafka-users");

        assertThat(users.all().stream().flatMap(KafkaUsers::rules)).isEmpty();
        assertThat(users.all().stream().map(user -> user.labels().get("thorax.dev/principal")))
                .containsExactlyInAnyOrderElementsOf(KafkaAccess.all().stream()
                        .filter(principal -> !principal.isService())
                        .map(KafkaPrincipal::name)
                        .filter(name -> !name.equals("scaler"))
                        .collect(Collectors.toList()));
    }

    static Stream<Arguments> checks() {
        return OVERLAYS.stream()
                .flatMap(overlay -> Check.all().stream().map(check -> Arguments.of(overlay, check.name(), check)));
    }
}
