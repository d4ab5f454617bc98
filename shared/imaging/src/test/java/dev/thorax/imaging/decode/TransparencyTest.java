package dev.thorax.imaging.decode;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.imaging.OpenCvMats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC4;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

class TransparencyTest {
    @Test
    void shouldKeepAPictureOfOneChannel() {
        Mat grey = new Mat(1, 1, CV_8UC1, Scalar.all(7));

        assertThat(Transparency.overBlack(grey)).isSameAs(grey);
    }

    @Test
    void shouldTurnColoursToTheirLuma() {
        Mat red = new Mat(1, 1, CV_8UC3, new Scalar(0, 0, 255, 0));

        assertThat(grey(Transparency.overBlack(red))).isEqualTo(76);
    }

    /** A file whose alpha is 0 everywhere was written by a tool that does not set it. */
    @ParameterizedTest
    @CsvSource({"255, 200", "51, 40", "0, 200"})
    void shouldDarkenAPixelByItsAlpha(int alpha, int expected) {
        Mat pixels = new Mat(1, 1, CV_8UC4, new Scalar(200, 200, 200, alpha));

        assertThat(grey(Transparency.overBlack(pixels))).isEqualTo(expected);
    }

    @Test
    void shouldDarkenSixteenBitsByTheirWholeRange() {
        Mat pixels = new Mat(1, 1, CV_16UC4, new Scalar(1000, 1000, 1000, 0xffff / 5));
        Mat eightBits = new Mat();

        Transparency.overBlack(pixels).convertTo(eightBits, CV_8UC1);

        assertThat(grey(eightBits)).isEqualTo(200);
    }

    private static int grey(Mat pixels) {
        return OpenCvMats.image(pixels).pixels()[0] & 0xff;
    }
}
