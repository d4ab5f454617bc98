package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScoringSessionTest {
    private static final InputSpec INPUT = new InputSpec(8, 12, InputSpec.Interpolation.AREA);
    private static final int PIXELS = 8 * 12;

    private final OnnxSessions sessions = new OnnxSessions(1);

    @Test
    void shouldGiveEachImageOfABatchWhatItGivesItAlone() {
        try (ScoringSession session = ScoringSession.open(sessions, TinyNetworks.model(3, 1), INPUT, 3)) {
            float[][] both = session.score(images(0, 200), 2);

            assertThat(both).hasDimensions(2, 3);
            assertThat(both[0]).isNotEqualTo(both[1]).isEqualTo(session.score(images(0), 1)[0]);
            assertThat(both[1]).isEqualTo(session.score(images(200), 1)[0]);
            assertThat(List.of(both)).allMatch(Probabilities::areThese);
        }
    }

    @Test
    void shouldRefuseAModelThatGivesAnotherCountOfClassesThanItsManifestNames() {
        try (ScoringSession session = ScoringSession.open(sessions, TinyNetworks.model(2, 1), INPUT, 3)) {
            assertThatThrownBy(() -> session.warmUp(1))
                    .isInstanceOf(BrokenBundleException.class)
                    .hasMessage("The network gives 2 probabilities, but its manifest names 3 classes.");
        }
    }

    @Test
    void shouldMeasureDistancesOnlyOfAVersionWithAGate() {
        byte[] model = TinyNetworks.gatedModel(3, 1);
        try (ScoringSession gated = ScoringSession.open(sessions, model, INPUT, 3, true);
                ScoringSession without = ScoringSession.open(sessions, model, INPUT, 3)) {
            ScoredImages measured = gated.scoreAndMeasure(images(10, 200), 2);

            assertThat(measured.distances()[0][0]).isBetween(10f, 17f);
            assertThat(measured.distances()[1][0]).isBetween(200f, 207f);
            assertThat(without.scoreAndMeasure(images(10, 200), 2).distances()).hasDimensions(2, 0);
            assertThat(measured.probabilities()).isDeepEqualTo(gated.score(images(10, 200), 2));
        }
    }

    @Test
    void shouldRefuseAModelWithoutTheDistancesThatItsGateNeeds() {
        try (ScoringSession session = ScoringSession.open(sessions, TinyNetworks.model(3, 1), INPUT, 3, true)) {
            assertThatThrownBy(() -> session.warmUp(1))
                    .isInstanceOf(BrokenBundleException.class)
                    .hasMessage("The network has no output distances.");
        }
    }

    @Test
    void shouldRefuseAModelThatGivesNoProbabilities() {
        try (ScoringSession session = ScoringSession.open(sessions, TinyNetworks.modelWithoutSoftmax(3, 1), INPUT, 3)) {
            assertThatThrownBy(() -> session.warmUp(2))
                    .isInstanceOf(BrokenBundleException.class)
                    .hasMessageContaining("numbers in [0,1] with the sum 1");
        }
    }

    @Test
    void shouldRefuseAModelWithOtherInputs() {
        try (ScoringSession session = ScoringSession.open(sessions, TinyNetworks.gradCam(3, 1), INPUT, 3)) {
            assertThatThrownBy(() -> session.score(images(1), 1))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessageContaining("does not run on the input that its manifest names");
        }
    }

    @Test
    void shouldRefuseWhatIsNoModel() {
        byte[] text = "no network".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ScoringSession.open(sessions, text, INPUT, 3))
                .isInstanceOf(BrokenBundleException.class)
                .hasMessageStartingWith("ONNX Runtime cannot read the model");
    }

    @Test
    void shouldWarmUpAModelThatGivesProbabilities() {
        try (ScoringSession session = ScoringSession.open(sessions, TinyNetworks.model(3, 1), INPUT, 3)) {
            assertThatCode(() -> session.warmUp(4)).doesNotThrowAnyException();
        }
        assertThat(sessions.provider()).isNotNull();
    }

    private static ByteBuffer images(int... greys) {
        ByteBuffer images = ByteBuffer.allocateDirect(greys.length * PIXELS);
        for (int grey : greys) {
            for (int i = 0; i < PIXELS; i++) {
                images.put((byte) (grey + i % 7));
            }
        }
        return images.flip();
    }
}
