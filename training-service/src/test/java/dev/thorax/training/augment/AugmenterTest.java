package dev.thorax.training.augment;

import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.model.InputSpec;
import dev.thorax.model.InputSpec.Interpolation;
import dev.thorax.training.recipe.Augmentation;

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
                        new Variation(0, 1, 1, true),
                        "57,213,198,148,229,175,160,241,210,127,1,233,223,72,76,14,71,87,77,209,119,30,204,33,141,149,129,122,113,253,65,184,253,87,159,179,202,206,254,130,11,29,156,219,41,216,55,119"),
                Arguments.of(
                        new Variation(Math.toRadians(11.5), 1, 1, false),
                        "84,118,147,228,149,196,212,68,37,135,63,213,225,64,166,109,136,135,97,119,211,59,104,164,150,163,236,122,131,114,117,93,122,158,207,186,174,150,119,172,115,63,211,43,213,158,63,172"),
                Arguments.of(
                        new Variation(Math.toRadians(-7), 0.85, 1.15, false),
                        "241,185,156,221,180,100,157,189,74,71,73,197,212,50,113,111,25,119,68,113,188,95,109,111,99,123,171,121,123,135,146,188,169,151,215,179,169,144,130,189,129,174,202,120,203,131,26,11"),
                Arguments.of(
                        new Variation(Math.toRadians(20), 1.2, 0.8, true),
                        "193,204,179,158,219,195,152,124,193,201,153,200,223,121,82,143,141,56,106,206,130,106,146,95,94,104,126,124,134,203,215,228,135,134,162,184,140,166,156,63,64,112,179,197,63,151,155,63"));
    }

    @ParameterizedTest
    @MethodSource("keras")
    void shouldMoveThePixelsAsKerasDoes(Variation variation, String expected) {
        byte[] varied = new byte[IMAGE.length];

        new Augmenter(new Augmentation(0, 0, false), INPUT).write(IMAGE, variation, varied, 0);

        byte[] keras = pixels(expected);
        for (int i = 0; i < varied.length; i++) {
            assertThat(varied[i] & 0xFF).as("pixel %d", i).isCloseTo(keras[i] & 0xFF, within(1));
        }
    }

    @Test
    void shouldDrawFromTheWholeOfTheRangesAndNotBeyond() {
        Augmentation augmentation = new Augmentation(10, 0.2, true);
        SplittableRandom random = new SplittableRandom(3);

        Variation[] drawn = Stream.generate(() -> Variation.draw(augmentation, random))
                .limit(2000)
                .toArray(Variation[]::new);

        assertThat(Stream.of(drawn).mapToDouble(v -> Math.toDegrees(v.shear())).summaryStatistics())
                .satisfies(shear -> {
                    assertThat(shear.getMin()).isBetween(-10.0, -9.9);
                    assertThat(shear.getMax()).isBetween(9.9, 10.0);
                });
        assertThat(Stream.of(drawn).mapToDouble(Variation::zoomRows).summaryStatistics())
                .satisfies(zoom -> {
                    assertThat(zoom.getMin()).isBetween(0.8, 0.81);
                    assertThat(zoom.getMax()).isBetween(1.19, 1.2);
                });
        assertThat(Stream.of(drawn).filter(Variation::flip).count()).isBetween(900L, 1100L);
        assertThat(Stream.of(drawn).filter(v -> v.zoomRows() == v.zoomColumns()))
                .as("rows and columns are zoomed each for themselves")
                .isEmpty();
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
