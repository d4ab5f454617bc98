package dev.thorax.worker.augment;

import java.util.DoubleSummaryStatistics;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.worker.recipe.Augmentation;
import dev.thorax.worker.recipe.Augmentation.Outside;

import static dev.thorax.worker.augment.AugmentationSample.product;
import static dev.thorax.worker.augment.AugmentationSample.rotation;
import static dev.thorax.worker.augment.AugmentationSample.shear;
import static dev.thorax.worker.augment.AugmentationSample.shift;
import static dev.thorax.worker.augment.AugmentationSample.zoom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AugmenterTest {
    private static final InputSpec INPUT = new InputSpec(6, 8, Interpolation.AREA);
    private static final byte[] IMAGE = pixels(
            "241,160,175,229,148,198,213,57,14,76,72,223,233,1,127,210,33,204,30,119,209,77,87,71,184,65,253,113,122,129,149,141,130,254,206,202,179,159,87,253,119,55,216,41,219,156,29,11");

    /** Made with SciPy 1.17's affine_transform(order=1, mode="nearest") on the matrix that Keras builds. */
    private static Stream<Arguments> keras() {
        return Stream.of(
                Arguments.of(
                        new AugmentationSample(zoom(1, 1), true),
                        "57,213,198,148,229,175,160,241,210,127,1,233,223,72,76,14,71,87,77,209,119,30,204,33,141,149,129,122,113,253,65,184,253,87,159,179,202,206,254,130,11,29,156,219,41,216,55,119"),
                Arguments.of(
                        new AugmentationSample(shear(Math.toRadians(11.5)), false),
                        "84,118,147,228,149,196,212,68,37,135,63,213,225,64,166,109,136,135,97,119,211,59,104,164,150,163,236,122,131,114,117,93,122,158,207,186,174,150,119,172,115,63,211,43,213,158,63,172"),
                Arguments.of(
                        new AugmentationSample(product(shear(Math.toRadians(-7)), zoom(0.85, 1.15)), false),
                        "241,185,156,221,180,100,157,189,74,71,73,197,212,50,113,111,25,119,68,113,188,95,109,111,99,123,171,121,123,135,146,188,169,151,215,179,169,144,130,189,129,174,202,120,203,131,26,11"),
                Arguments.of(
                        new AugmentationSample(product(shear(Math.toRadians(20)), zoom(1.2, 0.8)), true),
                        "193,204,179,158,219,195,152,124,193,201,153,200,223,121,82,143,141,56,106,206,130,106,146,95,94,104,126,124,134,203,215,228,135,134,162,184,140,166,156,63,64,112,179,197,63,151,155,63"),
                Arguments.of(
                        new AugmentationSample(rotation(Math.toRadians(17)), false),
                        "17,65,116,172,209,158,200,195,46,129,84,144,225,138,156,150,181,101,133,112,199,82,92,185,167,204,216,125,135,106,102,77,86,171,176,186,161,134,145,135,62,190,77,175,172,93,163,238"),
                Arguments.of(
                        new AugmentationSample(product(rotation(Math.toRadians(-9)), shift(0.7, -1.3)), false),
                        "241,210,136,130,224,212,26,119,23,16,98,66,143,203,96,88,32,49,140,130,129,135,126,141,174,179,138,191,193,170,164,123,134,129,159,189,176,131,194,114,120,119,104,91,179,76,207,134"),
                Arguments.of(
                        new AugmentationSample(
                                product(
                                        rotation(Math.toRadians(12)),
                                        shift(-0.4, 0.9),
                                        shear(Math.toRadians(-7)),
                                        zoom(0.85, 1.15)),
                                true),
                        "57,101,207,169,206,182,153,197,107,128,150,125,218,132,82,16,188,175,107,76,200,99,127,61,73,77,97,96,164,124,143,126,128,135,147,134,134,156,206,160,214,225,160,136,177,178,208,168"));
    }

    @ParameterizedTest
    @MethodSource("keras")
    void shouldMoveThePixelsAsKerasDoes(AugmentationSample variation, String expected) {
        byte[] varied = new byte[IMAGE.length];

        new Augmenter(new Augmentation(0, 0, false), INPUT).write(IMAGE, variation, varied, 0);

        byte[] keras = pixels(expected);
        for (int i = 0; i < varied.length; i++) {
            assertThat(varied[i] & 0xFF).as("pixel %d", i).isCloseTo(keras[i] & 0xFF, within(1));
        }
    }

    @Test
    void shouldChangeGreyValuesByGammaAndThenByContrastAboutTheMiddle() {
        byte[] tones = new AugmentationSample(zoom(1, 1), false, 2, 1.5, false, false).tones();

        assertThat(tones[0]).isZero();
        assertThat(tones[255] & 0xFF).isEqualTo(255);
        for (int grey : new int[] {130, 150, 180, 200}) {
            double value = grey / 255.0;
            assertThat(tones[grey] & 0xFF)
                    .as("grey %d", grey)
                    .isCloseTo((int) (255 * ((value * value - 0.5) * 1.5 + 0.5)), within(1));
        }
    }

    @Test
    void shouldTurnANegativeAfterTheGreyValuesHaveChanged() {
        byte[] positive = new AugmentationSample(zoom(1, 1), false, 2, 1.5, false, false).tones();
        byte[] negative = new AugmentationSample(zoom(1, 1), false, 2, 1.5, true, false).tones();

        for (int grey = 0; grey < positive.length; grey++) {
            assertThat((positive[grey] & 0xFF) + (negative[grey] & 0xFF)).isCloseTo(255, within(1));
        }
    }

    @Test
    void shouldDrawNegativesAndWhatIsOutsideByTheirShares() {
        Augmentation augmentation = new Augmentation(0, 0, false, 0, 0, 0, 0, 0.25, Outside.EITHER);

        assertThat(drawn(augmentation, v -> v.inverted() ? 1 : 0).getAverage()).isCloseTo(0.25, within(0.05));
        assertThat(drawn(augmentation, v -> v.blackOutside() ? 1 : 0).getAverage())
                .isCloseTo(0.5, within(0.05));
    }

    @Test
    void shouldDrawFromTheWholeOfTheRangesAndNotBeyond() {
        assertThat(drawn(
                        new Augmentation(10, 0, false),
                        v -> Math.toDegrees(Math.asin(-v.source().getShearY()))))
                .satisfies(shear -> spans(shear, -10, 10));
        assertThat(drawn(new Augmentation(0, 0.2, false), v -> v.source().getScaleY()))
                .satisfies(zoom -> spans(zoom, 0.8, 1.2));
        assertThat(drawn(
                        new Augmentation(0, 0, false, 15, 0, 0, 0, null),
                        v -> Math.toDegrees(Math.asin(v.source().getShearX()))))
                .satisfies(rotation -> spans(rotation, -15, 15));
        assertThat(drawn(new Augmentation(0, 0, false, 0, 0.25, 0, 0, null), v -> v.source()
                        .getTranslateX()))
                .satisfies(shift -> spans(shift, -2, 2));
        assertThat(drawn(new Augmentation(0, 0, false, 0, 0, 0.5, 0, null), v -> Math.log(v.gamma())))
                .satisfies(gamma -> spans(gamma, -Math.log(1.5), Math.log(1.5)));
        assertThat(drawn(new Augmentation(0, 0, false, 0, 0, 0, 0.3, null), AugmentationSample::contrast))
                .satisfies(contrast -> spans(contrast, 0.7, 1.3));
        assertThat(drawn(new Augmentation(0, 0, true), v -> v.flip() ? 1 : 0).getAverage())
                .isBetween(0.45, 0.55);
    }

    @Test
    void shouldZoomRowsAndColumnsEachForThemselves() {
        assertThat(drawn(
                        new Augmentation(0, 0.2, false),
                        v -> v.source().getScaleY() / v.source().getScaleX()))
                .satisfies(ratio -> spans(ratio, 0.8 / 1.2, 1.2 / 0.8));
    }

    private static DoubleSummaryStatistics drawn(
            Augmentation augmentation, ToDoubleFunction<AugmentationSample> value) {
        SplittableRandom random = new SplittableRandom(3);
        return Stream.generate(() -> AugmentationSample.draw(augmentation, 6, 8, random))
                .limit(4000)
                .mapToDouble(value)
                .summaryStatistics();
    }

    private static void spans(DoubleSummaryStatistics drawn, double from, double to) {
        double near = 0.05 * (to - from);
        assertThat(drawn.getMin()).isBetween(from - 1e-9, from + near);
        assertThat(drawn.getMax()).isBetween(to - near, to + 1e-9);
    }

    private static byte[] pixels(String text) {
        String[] values = text.split(",");
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Integer.parseInt(values[i]);
        }
        return pixels;
    }
}
