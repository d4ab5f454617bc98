package dev.thorax.training.promotion;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

class UngatedVersionsTest {
    @Test
    void shouldObjectToAVersionThatGivesEveryScanAClass() {
        assertThat(UngatedVersions.objection(manifest(Gate.none("The recipe names no gate."))))
                .contains(
                        "it has no gate, so it names a class for every picture, for a photograph, too: the recipe names no gate;"
                                + " train it by a recipe with a gate");
    }

    @Test
    void shouldObjectToAVersionFromBeforeTheGate() {
        assertThat(UngatedVersions.objection(manifest(null))).hasValueSatisfying(objection -> assertThat(objection)
                .endsWith("before there were gates; train it again"));
    }

    @Test
    void shouldNotObjectToAVersionWithAGate() {
        assertThat(UngatedVersions.objection(manifest(PromotionTestBed.GATE))).isEmpty();
    }

    private static Manifest manifest(Gate gate) {
        return new Manifest(
                "m",
                "v",
                List.of("A", "B"),
                null,
                Map.of(),
                "none",
                1,
                null,
                null,
                Map.of(),
                Map.of(),
                null,
                null,
                gate);
    }
}
