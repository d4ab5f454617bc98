package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Probabilities;
import dev.thorax.onnx.GradCamSession.GradCamResult;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GradCamSessionTest {
    private static final InputSpec INPUT = new InputSpec(16, 24, InputSpec.Interpolation.AREA);

    private final OnnxSessions sessions = new OnnxSessions(1);
    private final ImageModel noise = new ImageModel(sessions.open(TinyNetworks.model(3, 1)), INPUT, 3);

    @Test
    void shouldGiveAHeatMapForTheClassOfEachImage() {
        try (GradCamSession session = GradCamSession.open(sessions, TinyNetworks.gradCam(3, 1), INPUT, 3)) {
            ByteBuffer images = noise.noise(2);

            GradCamResult result = session.explain(images, 0, 2);

            assertThat(result.height()).isEqualTo(4);
            assertThat(result.width()).isEqualTo(6);
            assertThat(result.heatMaps()).hasDimensions(2, 24);
            assertThat(List.of(result.probabilities())).hasSize(2).allMatch(Probabilities::areThese);
            for (float value : result.heatMaps()[1]) {
                assertThat(value).as("nothing speaks for the last class").isZero();
            }
        }
    }

    @Test
    void shouldGiveTheProbabilitiesThatTheModelGives() {
        try (GradCamSession gradCam = GradCamSession.open(sessions, TinyNetworks.gradCam(3, 1), INPUT, 3);
                ScoringSession scoring = ScoringSession.open(sessions, TinyNetworks.model(3, 1), INPUT, 3)) {
            assertThat(gradCam.explain(noise.noise(1), 1).probabilities())
                    .isDeepEqualTo(scoring.score(noise.noise(1), 1));
        }
    }

    @Test
    void shouldRefuseAModelWithoutHeatMap() {
        try (GradCamSession session = GradCamSession.open(sessions, TinyNetworks.model(3, 1), INPUT, 3)) {
            assertThatThrownBy(session::warmUp).isInstanceOf(BrokenBundleException.class);
        }
    }

    @Test
    void shouldRefuseAClassThatThereIsNot() {
        try (GradCamSession session = GradCamSession.open(sessions, TinyNetworks.gradCam(3, 1), INPUT, 3)) {
            assertThatThrownBy(() -> session.explain(noise.noise(1), 7)).isInstanceOf(ModelRunException.class);
        }
    }
}
