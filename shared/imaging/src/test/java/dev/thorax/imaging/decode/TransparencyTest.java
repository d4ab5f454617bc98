package dev.thorax.imaging.decode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TransparencyTest {
    /** The largest alpha is opaque. A file whose alpha is 0 everywhere was written by a tool that does not set it. */
    @ParameterizedTest
    @CsvSource({
        "8, 255, 255, 200, 200, true",
        "8, 255, 51, 200, 40, true",
        "8, 255, 0, 200, 0, true",
        "8, 0, 0, 200, 200, true",
        "8, 1, 1, 200, 200, false",
        "8, 1, 0, 200, 0, false",
        "8, 128, 64, 200, 100, false",
        "16, 65535, 13107, 1000, 200, false",
        "16, 255, 51, 1000, 200, false",
        "16, 1, 1, 1000, 1000, false",
        "16, 0, 0, 1000, 1000, true"
    })
    void shouldDarkenAPixelByItsAlphaWhateverItsScale(
            int bits, int most, int alpha, int grey, int expected, boolean expectedAsBefore) {
        GreyPicture picture = picture(bits, grey, grey);

        boolean asBefore = Transparency.overBlack(picture, picture(bits, most, alpha), 0, (1 << bits) - 1, false);

        assertThat(picture.get(0)).isEqualTo(grey);
        assertThat(picture.get(1)).isEqualTo(expected);
        assertThat(asBefore).isEqualTo(expectedAsBefore);
    }

    @Test
    void shouldTurnColoursToTheirLuma() {
        assertThat(Luma.of(255, 0, 0)).isEqualTo(76);
        assertThat(Luma.of(65535, 65535, 65535)).isEqualTo(65535);
    }

    private static GreyPicture picture(int bits, int first, int second) {
        GreyPicture picture = GreyPicture.black(2, 1, bits > 8);
        picture.set(0, first);
        picture.set(1, second);
        return picture;
    }
}
