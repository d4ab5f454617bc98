package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.CanonicalVersionException;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.ModelInput;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.imaging.heatmap.HeatMapPng;
import dev.thorax.imaging.heatmap.Overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ImagesForNetworksTest {
    private final GreyImage image = Pictures.canonical(Pictures.gradient(200, 100));

    @Test
    void shouldKeepEveryPixelOfACanonicalImage() {
        GreyImage read = CanonicalImage.fromPng(CanonicalImage.toPng(image));

        assertThat(read.width()).isEqualTo(200);
        assertThat(read.pixels()).isEqualTo(image.pixels());
    }

    @Test
    void shouldRefuseWhatIsNoCanonicalImage() {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalImage.fromPng(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalImage.fromPng(new byte[] {1, 2, 3}));
    }

    @Test
    void shouldNameTheVersionsThatGiveAnImage() {
        byte[] named = CanonicalImage.toPng(image, new CanonicalVersions(1, 2));
        byte[] unnamed = CanonicalImage.toPng(image);

        assertThat(CanonicalImage.versions(named)).isEqualTo(new CanonicalVersions(1, 2));
        assertThat(CanonicalImage.versions(unnamed)).isEqualTo(new CanonicalVersions(1, 1));
        assertThat(CanonicalImage.versions(new byte[3])).isEqualTo(new CanonicalVersions(1, 1));
        assertThat(CanonicalImage.fromPng(named).pixels()).isEqualTo(image.pixels());
    }

    @Test
    void shouldNeverTakeAnImageOfOneVersionForAnother() {
        byte[] latest = CanonicalImage.toPng(image, new CanonicalVersions(2, 2));
        byte[] old = CanonicalImage.toPng(image);

        assertThat(CanonicalImage.fromPng(latest, 2).pixels()).isEqualTo(image.pixels());
        assertThat(CanonicalImage.fromPng(old, 1).pixels()).isEqualTo(image.pixels());
        assertThatExceptionOfType(CanonicalVersionException.class)
                .isThrownBy(() -> CanonicalImage.fromPng(latest, 1))
                .withMessageContaining("is of version 2, but the model takes version 1; train");
        assertThatExceptionOfType(CanonicalVersionException.class)
                .isThrownBy(() -> CanonicalImage.fromPng(old, 1, 2))
                .withMessageContaining("is of version 1, but the model takes version 2; make the");
    }

    /** OpenCV throws from outside of its own handler if the header of a picture names such a size. */
    @ParameterizedTest
    @CsvSource({"2000000, 1", "1, 2000000", "1048577, 100", "2147483647, 2147483647"})
    void shouldRefuseAnImageWhoseHeaderNamesAHugeSize(int width, int height) {
        byte[] png = HandmadePng.of(width, height, 8, 0, false, new byte[100]);

        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalImage.fromPng(png));
        assertThatIllegalArgumentException().isThrownBy(() -> HeatMapPng.read(png));
    }

    @Test
    void shouldSqueezeAnImageIntoItsPlaceInABatch() {
        byte[] batch = new byte[2 * 50 * 50 + 1];

        ModelInput.write(image, new InputSpec(50, 50, Interpolation.AREA), batch, 2500);

        assertThat(new GreyImage(50, 50, java.util.Arrays.copyOfRange(batch, 2500, 5000)))
                .satisfies(seen -> assertThat(Intake.difference(seen, Pictures.stretch(image, 50, 50)))
                        .isLessThan(0.6));
        assertThat(batch[2499]).isZero();
        assertThat(batch[5000]).isZero();
    }

    @Test
    void shouldTakeTheNearestPixelToEachCentre() {
        GreyImage ramp = new GreyImage(4, 1, new byte[] {10, 20, 30, 40});
        byte[] seen = new byte[2];

        ModelInput.write(ramp, new InputSpec(1, 2, Interpolation.NEAREST), seen, 0);

        assertThat(seen).containsExactly(20, 40);
    }

    @Test
    void shouldKeepAHeatMapToSixteenBits() {
        float[] heat = {0, 0.25f, 0.5f, 0.75f, 1, 0.1f};

        HeatMap read = HeatMapPng.read(HeatMapPng.write(heat, 2, 3));

        assertThat(read.height()).isEqualTo(2);
        assertThat(read.width()).isEqualTo(3);
        for (int i = 0; i < heat.length; i++) {
            assertThat(read.values()[i]).isCloseTo(heat[i], within(1f / 131_000));
        }
    }

    @Test
    void shouldLayARedSpotOverTheImageWhereTheHeatIs() throws Exception {
        byte[] png = Overlay.jet(new GreyImage(100, 100, new byte[10_000]), new float[] {1, 0, 0, 0}, 2, 2, 0.4);

        BufferedImage seen = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(seen.getWidth()).isEqualTo(100);
        assertThat(seen.getRGB(2, 2) & 0xffffff).isEqualTo((int) Math.round(128 * 0.4) << 16);
        assertThat(seen.getRGB(97, 97) & 0xffffff).isEqualTo((int) Math.round(128 * 0.4));
    }
}
