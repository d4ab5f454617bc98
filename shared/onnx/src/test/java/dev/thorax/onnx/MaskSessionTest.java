package dev.thorax.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.TensorNames;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MaskSessionTest {
    private static final InputSpec INPUT = new InputSpec(2, 3, InputSpec.Interpolation.AREA);

    private final OnnxSessions sessions = new OnnxSessions(1);

    /** The network takes bright pixels for lung. */
    @Test
    void shouldGiveAMaskOfEachImageRowByRow() {
        try (MaskSession session = MaskSession.open(sessions, TinyNetworks.lungs(), INPUT)) {
            MaskSession.Masks masks = session.masks(images(0, 51, 102, 153, 204, 255, 255, 0, 0, 0, 0, 0), 2);

            assertThat(masks.height()).isEqualTo(2);
            assertThat(masks.width()).isEqualTo(3);
            assertThat(masks.values()).hasDimensions(2, 6);
            assertThat(masks.values()[0]).containsExactly(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, within(1e-6f));
            assertThat(masks.values()[1]).containsExactly(new float[] {1, 0, 0, 0, 0, 0}, within(1e-6f));
        }
    }

    @Test
    void shouldRefuseANetworkThatDrawsNoMask() {
        try (MaskSession session = MaskSession.open(sessions, TinyNetworks.model(2, 1), INPUT)) {
            assertThatThrownBy(() -> session.masks(images(1, 2, 3, 4, 5, 6), 1))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessage("The network has no output " + TensorNames.MASK + ".");
        }
    }

    @Test
    void shouldRefuseWhatIsNoNetwork() {
        byte[] text = "no network".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> MaskSession.open(sessions, text, INPUT)).isInstanceOf(BrokenBundleException.class);
    }

    /** A lung finder by itself takes its own input. In the bundle of another network it takes another one than that. */
    @Test
    void shouldTakeTheInputOfTheLungFinderAndNotThatOfItsBundle() {
        Manifest alone = TestBundles.manifest("l-1", INPUT, Map.of());

        assertThat(MaskSession.lungsInput(alone)).isEqualTo(INPUT);
        assertThat(MaskSession.lungsInput(alone.withLungs(TestBundles.LUNGS)))
                .isEqualTo(TestBundles.LUNGS.input())
                .isNotEqualTo(INPUT);
    }

    private static ByteBuffer images(int... greys) {
        ByteBuffer images = ByteBuffer.allocateDirect(greys.length);
        for (int grey : greys) {
            images.put((byte) grey);
        }
        return images.flip();
    }
}
