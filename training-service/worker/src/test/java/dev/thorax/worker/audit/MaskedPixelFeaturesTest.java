package dev.thorax.worker.audit;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.dataset.Dataset;

import static org.assertj.core.api.Assertions.assertThat;

class MaskedPixelFeaturesTest {
    private final Dataset dataset = Pictures.wider();

    @Test
    void shouldHideTheLungFieldAndNothingElse() {
        double[] whole = of(ControlInput.WHOLE_IMAGE);
        double[] hidden = of(ControlInput.LUNGS_BLACKED_OUT);

        assertThat(hidden[16 * 32 + 16]).isZero();
        assertThat(hidden[0]).isEqualTo(whole[0]).isPositive();
        assertThat(hidden).hasSize(32 * 32);
    }

    @Test
    void shouldShowTheFrameAlone() {
        double[] frame = of(ControlInput.FRAME_ONLY);

        assertThat(frame[16 * 32 + 16]).isZero();
        assertThat(frame[0]).isEqualTo(of(ControlInput.WHOLE_IMAGE)[0]);
    }

    private double[] of(ControlInput view) {
        return new MaskedPixelFeatures(dataset, scan -> Rectangle.WHOLE, view).of(3);
    }
}
