package dev.thorax.imaging.decode;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

class WebpDecoderTest {
    private static final int LOSSLESS = 101;
    private static final GreyImage IMAGE = Radiograph.image();
    private static final byte[] FILE = encoded(OpenCvMats.matrix(IMAGE));

    @Test
    void shouldReadTheGreyLevelsOfALosslessFile() throws Exception {
        StoredPicture picture = WebpDecoder.decode(FILE, header(false));

        assertThat(picture.grey().width()).isEqualTo(IMAGE.width());
        assertThat(picture.grey().height()).isEqualTo(IMAGE.height());
        assertThat(picture.grey().isWide()).isFalse();
        assertThat(levels(picture.grey()))
                .isEqualTo(IntStream.range(0, IMAGE.pixels().length)
                        .map(i -> IMAGE.pixels()[i] & 0xff)
                        .toArray());
        assertThat(picture.alpha()).isNull();
        assertThat(picture.changed()).isFalse();
    }

    @Test
    void shouldKeepAlphaApart() throws Exception {
        byte[] file;
        try (Mat pixels = new Mat(40, 50, CV_8UC4, new Scalar(90, 90, 90, 77))) {
            file = encoded(pixels);
        }

        StoredPicture picture = WebpDecoder.decode(file, header(true));

        assertThat(levels(picture.grey())).hasSize(2000).containsOnly(90);
        assertThat(levels(picture.alpha())).hasSize(2000).containsOnly(77);
    }

    @Test
    void shouldTakeAFileForOpaqueWhoseHeaderOnlySaysThatItHasAlpha() throws Exception {
        StoredPicture picture = WebpDecoder.decode(FILE, header(true)).flat(0, 255);

        assertThat(levels(picture.grey()))
                .isEqualTo(levels(WebpDecoder.decode(FILE, header(false)).grey()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 20, 30, 200})
    void shouldRefuseAFileThatWasCut(int length) {
        assertCorrupt(Arrays.copyOf(FILE, length));
    }

    @Test
    void shouldRefuseNoiseBehindTheBeginningOfAFile() {
        byte[] noise = FILE.clone();
        Arrays.fill(noise, 20, noise.length, (byte) 0xa5);

        assertCorrupt(noise);
    }

    private static void assertCorrupt(byte[] file) {
        for (boolean alpha : new boolean[] {false, true}) {
            assertThatThrownBy(() -> WebpDecoder.decode(file, header(alpha)))
                    .hasMessage("The pixels of the WebP file cannot be decoded, so it was damaged; send it again.")
                    .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(RejectionReason.CORRUPT));
        }
    }

    private static int[] levels(GreyPicture picture) {
        return IntStream.range(0, picture.pixels()).map(picture::get).toArray();
    }

    private static ImageHeader header(boolean alpha) {
        return new ImageHeader(IMAGE.width(), IMAGE.height(), 4, 0, alpha, 1);
    }

    private static byte[] encoded(Mat pixels) {
        try (BytePointer file = new BytePointer();
                IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, LOSSLESS)) {
            assertThat(opencv_imgcodecs.imencode(".webp", pixels, file, parameters))
                    .isTrue();
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }
}
