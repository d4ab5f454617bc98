package dev.thorax.manifests;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
