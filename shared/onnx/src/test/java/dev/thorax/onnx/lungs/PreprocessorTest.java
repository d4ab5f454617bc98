package dev.thorax.onnx.lungs;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.imaging.CropWindow;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.onnx.OnnxSessions;
import dev.thorax.testing.data.TestPictures;
import dev.thorax.testing.model.TestBundles;
import dev.thorax.testing.model.TinyNetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreprocessorTest {
    private static final InputSpec LUNGS = new InputSpec(32, 32, Interpolation.AREA, Fit.LUNGS);

    @Test
    void shouldShowThePartThatTheInputNames() {
        InputSpec centre = new InputSpec(32, 32, Interpolation.AREA, Fit.CENTRE);
        GreyImage image = TestPictures.noise(64, 48, 1);
        byte[] expected = new byte[32 * 32];
        ModelInput.write(image, centre, expected, 0);

        NetworkInput input = Preprocessor.of(centre).prepare(image).orElseThrow();

        assertThat(input.pixels()).isEqualTo(expected);
        assertThat(input.seen()).isEqualTo(new CropWindow(8, 0, 48, 48));
        assertThat(input.lungs()).isNull();
    }

    @Test
    void shouldShowTheLungsAtTheSamePlaceWhereverTheyLie() {
        try (Preprocessor preprocessor = preprocessor()) {
            NetworkInput middle = preprocessor.prepare(TestPictures.lungs(0)).orElseThrow();
            NetworkInput right = preprocessor.prepare(TestPictures.lungs(30)).orElseThrow();

            assertThat(right.lungs().left() - middle.lungs().left()).isBetween(28, 32);
            assertThat(right.lungs().side()).isBetween(180, 205);
            assertThat(right.seen()).isEqualTo(right.lungs().window());
            assertThat(differences(middle.pixels(), right.pixels())).isLessThan(32 * 32 / 10);
        }
    }

    @Test
    void shouldShowNothingWhereNoLungsAre() {
        try (Preprocessor preprocessor = preprocessor()) {
            assertThat(preprocessor.prepare(TestPictures.noise(64, 48, 1, 40))).isEqualTo(Optional.empty());
            preprocessor.warmUp();
        }
    }

    @Test
    void shouldNotSeeTheLungsWithoutAFinder() {
        assertThatThrownBy(() -> Preprocessor.of(LUNGS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CropWindow.of(64, 48, LUNGS)).isInstanceOf(IllegalArgumentException.class);
        try (LungFinder finder = finder()) {
            assertThatThrownBy(() -> Preprocessor.of(TestBundles.INPUT, finder))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Preprocessor preprocessor() {
        return Preprocessor.of(LUNGS, finder());
    }

    private static LungFinder finder() {
        return LungFinder.open(new OnnxSessions(1), TinyNetworks.lungs(), TestBundles.LUNGS.input());
    }

    /** Returns how many pixels differ by more than a tenth of the grey levels. */
    private static int differences(byte[] one, byte[] other) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            count += Math.abs((one[i] & 0xff) - (other[i] & 0xff)) > 25 ? 1 : 0;
        }
        return count;
    }
}
