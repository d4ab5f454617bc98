package dev.thorax.inference.scoring;

import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.Gate;
import dev.thorax.imaging.CropWindow;
import dev.thorax.inference.InferenceFixture;
import dev.thorax.inference.loading.LoadedScan;
import dev.thorax.inference.loading.LoadedScan.Ready;
import dev.thorax.inference.loading.LoadedScan.Unscorable;
import dev.thorax.onnx.ModelRunException;
import dev.thorax.onnx.ScoringSession;
import dev.thorax.onnx.lungs.NetworkInput;
import dev.thorax.onnx.opened.OpenedModel;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchScorerTest {
    private static final Unscorable GONE = new Unscorable("image-missing", "There is no image.");

    private final InferenceFixture fixture = new InferenceFixture();
    private final BatchScorer scorer = new BatchScorer(fixture.metrics);

    @Test
    void shouldScoreTheScansThatCouldBeLoadedInTheirOrder() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1)) {
            Scores scores = scorer.score(List.of(ready(10), GONE, ready(200)), model);

            assertThat(scores.rows())
                    .toIterable()
                    .extracting(ImageScore::probabilities)
                    .containsExactly(alone(model, 10), alone(model, 200));
            assertThat(scores.millis()).isPositive();
            assertThat(fixture.registry.get("thorax.inference.batch").summary().totalAmount())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldMeasureTheDistancesOfAVersionWithAGate() {
        try (OpenedModel<ScoringSession> model =
                InferenceFixture.gated("v1", 1, new Gate.Limits(100, 1, 0, 0.05, 100))) {
            assertThat(scorer.score(List.of(ready(10), ready(200)), model).rows())
                    .toIterable()
                    .extracting(score -> score.distances()[0])
                    .satisfiesExactly(dark -> assertThat(dark).isBetween(10f, 15f), bright -> assertThat(bright)
                            .isBetween(200f, 205f));
        }
    }

    @Test
    void shouldScoreASmallBatchAfterALargeOne() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1)) {
            scorer.score(List.of(ready(1), ready(2), ready(3)), model);

            assertThat(scorer.score(List.of(ready(10)), model).rows())
                    .toIterable()
                    .extracting(ImageScore::probabilities)
                    .containsExactly(alone(model, 10));
        }
    }

    @Test
    void shouldNotRunTheNetworkWithoutScans() {
        try (OpenedModel<ScoringSession> model = InferenceFixture.model("v1", 1)) {
            assertThat(scorer.score(List.of(GONE), model).rows()).isExhausted();
        }
        assertThat(fixture.registry.find("thorax.inference.scoring").timer()).isNull();
    }

    @Test
    void shouldFailIfTheNetworkDoesNotRun() {
        byte[] gradCam = TinyNetworks.gradCam(3, 1);
        try (OpenedModel<ScoringSession> model = InferenceFixture.open("v1", gradCam, TestBundles.INPUT)) {
            assertThatThrownBy(() -> scorer.score(List.of(ready(1)), model)).isInstanceOf(ModelRunException.class);
        }
    }

    private static LoadedScan ready(int grey) {
        CropWindow whole = new CropWindow(0, 0, 32, 32);
        return new Ready(InferenceFixture.event("scan-" + grey, ""), new NetworkInput(pixels(grey), whole, null));
    }

    private static float[] alone(OpenedModel<ScoringSession> model, int grey) {
        byte[] pixels = pixels(grey);
        return model.session()
                .score(ByteBuffer.allocateDirect(pixels.length).put(pixels).flip(), 1)[0];
    }

    private static byte[] pixels(int grey) {
        byte[] pixels = new byte[32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (grey + i % 5);
        }
        return pixels;
    }
}
