package dev.thorax.imaging;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.imaging.UnacceptableScan.Reason;

import static dev.thorax.imaging.HandmadeTiff.BITS;
import static dev.thorax.imaging.HandmadeTiff.BLACK_IS_ZERO;
import static dev.thorax.imaging.HandmadeTiff.SAMPLE_FORMAT;
import static dev.thorax.imaging.HandmadeTiff.SHORT;
import static dev.thorax.imaging.HandmadeTiff.WHITE_IS_ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TiffFilesTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "8, 0", "8, 1", "16, 0", "16, 1"})
    void shouldSeeTheSamePictureWhicheverEndIsWhite(int bits, int photometric) throws Exception {
        GreyImage picture = bits == 1 ? checks() : Pictures.canonical(Pictures.gradient(80, 60));

        byte[] file = HandmadeTiff.strips(picture, bits, photometric, 16).bytes();
        GreyImage seen = ImageDecoder.decode(file).image();

        assertThat(seen.pixels()).isEqualTo(picture.pixels());
    }

    @Test
    void shouldInvertTwelveBitsInSixteenAtTwelveBits() throws Exception {
        GreyImage stored = new GreyImage(64, 64, new byte[64 * 64]);
        for (int i = 0; i < stored.pixels().length; i++) {
            stored.pixels()[i] = (byte) (255 - i / 256);
        }

        byte[] file = HandmadeTiff.strips(stored, 16, WHITE_IS_ZERO, 64).bytes();
        GreyImage seen = ImageDecoder.decode(file).image();

        assertThat(seen.pixels()[0] & 0xff).isEqualTo(255);
        assertThat(seen.pixels()[64 * 64 - 1] & 0xff).isEqualTo(255 - Math.round(15 * 257 * 255 / 4095f));
    }

    @ParameterizedTest
    @CsvSource({"16, 2", "32, 1", "32, 3", "64, 3"})
    void shouldRefuseSignedAndFloatingPixelsWithASentence(int bits, int sampleFormat) {
        byte[] file = tiff().with(BITS, SHORT, bits)
                .with(SAMPLE_FORMAT, SHORT, sampleFormat)
                .bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .hasMessageContaining("not one to four whole numbers of 1, 8 or 16 bits")
                .extracting(e -> ((UnacceptableScan) e).reason())
                .isEqualTo(Reason.FORMAT_NOT_SUPPORTED);
    }

    private static HandmadeTiff tiff() {
        return HandmadeTiff.strips(Pictures.canonical(Pictures.gradient(80, 60)), 8, BLACK_IS_ZERO, 16);
    }

    private static GreyImage checks() {
        byte[] pixels = new byte[80 * 60];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((i % 80 / 7 + i / 80 / 5) % 3 == 0 ? 255 : 0);
        }
        return new GreyImage(80, 60, pixels);
    }
}
