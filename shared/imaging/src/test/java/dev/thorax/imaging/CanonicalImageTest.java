package dev.thorax.imaging;

import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CanonicalImageTest {
    private static final byte[] PNG = CanonicalImage.toPng(image(64, 48));

    @Test
    void shouldReadTheLargestThatThereIs() {
        GreyImage image = image(512, 512);

        assertThat(CanonicalImage.fromPng(CanonicalImage.toPng(image)).pixels()).isEqualTo(image.pixels());
    }

    @ParameterizedTest
    @CsvSource({"1048577, 48", "64, 1048577", "30000, 30000", "513, 512", "-1, -1", "-2147483648, 2", "0, 48"})
    void shouldRefuseAnAbsurdSizeBeforeMemoryIsReservedForIt(int width, int height) {
        assertRefused(StoredPngs.sized(PNG, width, height));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void shouldRefuseADamagedImage(byte[] png) {
        assertRefused(png);
    }

    static Stream<byte[]> damaged() {
        return Stream.of(
                new byte[0],
                new byte[] {1, 2, 3},
                StoredPngs.cut(PNG),
                StoredPngs.torn(PNG),
                StoredPngs.sized(PNG, 64, 49),
                StoredPngs.sized(PNG, 65, 48));
    }

    private static void assertRefused(byte[] png) {
        assertThatThrownBy(() -> CanonicalImage.fromPng(png))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a whole 8-bit grey PNG")
                .hasNoCause();
    }

    private static GreyImage image(int width, int height) {
        byte[] pixels = new byte[width * height];
        new Random(1).nextBytes(pixels);
        return new GreyImage(width, height, pixels);
    }
}
