package dev.thorax.manifests;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.manifests.check.Check;

import static org.assertj.core.api.Assertions.assertThat;

/** Puts one fault after the other into manifests without a fault. The checks must notice each. */
class MutationsIT {
    private static final String OVERLAY = "overlays/gpu";

    @BeforeAll
    static void needsKubectl() {
        Kubectl.assumePresent();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void shouldNotice(Mutation mutation) {
        Manifests manifests = Kubectl.render(OVERLAY);

        mutation.apply(manifests);

        assertThat(noticing(manifests)).contains(mutation.by());
    }

    @Test
    void shouldNeedEachCheck() {
        assertThat(mutations().stream().map(Mutation::by).collect(Collectors.toSet()))
                .isEqualTo(Check.all().stream().map(Check::name).collect(Collectors.toSet()));
    }

    @Test
    void shouldPutEachFaultOnce() {
        assertThat(mutations()).extracting(Mutation::what).doesNotHaveDuplicates();
    }

    private static Set<String> noticing(Manifests manifests) {
        return Check.all().stream()
                .filter(check -> check.problems(manifests).findAny().isPresent())
                .map(Check::name)
                .collect(Collectors.toSet());
    }

    static List<Mutation> mutations() {
        return Mutation.all();
    }
}
