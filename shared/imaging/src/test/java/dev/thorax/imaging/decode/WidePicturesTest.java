package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.IntUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;

/** One radiograph in 16 bits, as detectors, converters and annotation tools leave it. */
class WidePicturesTest {
    private static final GreyImage BASE = Radiograph.image();
    /** Mean difference of a picture that only its window may change. */
    private static final double WINDOWED = 12;

    @ParameterizedTest
    @CsvSource({"10", "12", "14", "16"})
    void shouldTakeTheBitsOfACleanPicture(int bits) throws Exception {
        int most = (1 << bits) - 1;

        assertThat(difference(png(v -> v * most / 255, 0, 0))).isLessThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 500",
        "16, 1000",
        "16, 1024",
        "16, 2048",
        "16, 4096",
        "16, 20000",
        "16, 32768",
        "64, 8000",
        "64, 32768",
        "16, 61000",
        "128, 3000"
    })
    void shouldTakeAwayAnOffset(int slope, int offset) throws Exception {
        assertThat(difference(png(v -> v * slope + offset, 0, 0))).isLessThan(WINDOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "12, 65535, 1", "12, 65535, 100", "12, 65535, 300", "12, 65535, 5000", "12, 8191, 1", "12, 8191, 200",
        "12, 16383, 300", "12, 30000, 20", "12, 40000, 300", "12, 5000, 10", "10, 4095, 100", "10, 65535, 300",
        "14, 65535, 300", "14, 50000, 10"
    })
    void shouldNotLetOutliersDarkenThePicture(int bits, int outlier, int count) throws Exception {
        int most = (1 << bits) - 1;
        GreyImage seen =
                ImageDecoder.decode(png(v -> v * most / 255, outlier, count)).image();

        assertThat(Radiograph.differenceBelow(seen, count)).isLessThan(WINDOWED);
    }

    @ParameterizedTest
    @CsvSource({"0, 300", "65535, 300", "0, 1"})
    void shouldNotLetOutliersMoveTheWindowOfAnOffset(int outlier, int count) throws Exception {
        GreyImage seen =
                ImageDecoder.decode(png(v -> v * 16 + 20000, outlier, count)).image();

        assertThat(Radiograph.differenceBelow(seen, count)).isLessThan(WINDOWED);
    }

    /** As a writer inverts that knows the bits of its detector, and as one that does not. */
    @ParameterizedTest
    @CsvSource({"12, 4095", "12, 65535", "10, 1023", "14, 16383", "16, 65535"})
    void shouldInvertAFileWhoseWhiteIsZero(int bits, int white) throws Exception {
        int most = (1 << bits) - 1;
        byte[] samples = new byte[2 * BASE.pixels().length];
        for (int i = 0; i < BASE.pixels().length; i++) {
            int stored = white - (BASE.pixels()[i] & 0xff) * most / 255;
            samples[2 * i] = (byte) stored;
            samples[2 * i + 1] = (byte) (stored >> 8);
        }
        byte[] file = HandmadeTiff.samples(
                        BASE.width(), BASE.height(), 16, 1, HandmadeTiff.WHITE_IS_ZERO, BASE.height(), samples)
                .bytes();

        assertThat(difference(file)).isLessThan(white == most ? 1 : WINDOWED);
    }

    @Test
    void shouldTakeValuesOfEightBitsAsTheyAre() throws Exception {
        Random random = new Random(3);
        BufferedImage dark = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 4096; i++) {
            dark.getRaster().setSample(i % 64, i / 64, 0, 100 + random.nextInt(20));
        }

        GreyImage seen = ImageDecoder.decode(Pictures.encode(dark, "png")).image();

        for (byte value : seen.pixels()) {
            assertThat(value & 0xff).isBetween(100, 119);
        }
    }

    private static double difference(byte[] file) throws Exception {
        return Intake.difference(BASE, ImageDecoder.decode(file).image());
    }

    /** The radiograph with other values, of which the last {@code count} are an outlier. */
    private static byte[] png(IntUnaryOperator value, int outlier, int count) throws Exception {
        BufferedImage picture = new BufferedImage(BASE.width(), BASE.height(), BufferedImage.TYPE_USHORT_GRAY);
        int pixels = BASE.pixels().length;
        for (int i = 0; i < pixels; i++) {
            int stored = i >= pixels - count ? outlier : value.applyAsInt(BASE.pixels()[i] & 0xff);
            picture.getRaster().setSample(i % BASE.width(), i / BASE.width(), 0, stored);
        }
        return Pictures.encode(picture, "png");
    }
}
