package dev.thorax.imaging.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

import static dev.thorax.imaging.decode.HandmadeTiff.BITS;
import static dev.thorax.imaging.decode.HandmadeTiff.BLACK_IS_ZERO;
import static dev.thorax.imaging.decode.HandmadeTiff.LONG;
import static dev.thorax.imaging.decode.HandmadeTiff.PHOTOMETRIC;
import static dev.thorax.imaging.decode.HandmadeTiff.ROWS_PER_STRIP;
import static dev.thorax.imaging.decode.HandmadeTiff.SAMPLE_FORMAT;
import static dev.thorax.imaging.decode.HandmadeTiff.SHORT;
import static dev.thorax.imaging.decode.HandmadeTiff.TILE_HEIGHT;
import static dev.thorax.imaging.decode.HandmadeTiff.TILE_WIDTH;
import static dev.thorax.imaging.decode.HandmadeTiff.WHITE_IS_ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TiffFilesTest {
    @ParameterizedTest
    @CsvSource({"8, 0", "8, 1", "16, 0", "16, 1"})
    void shouldSeeTheSamePictureWhicheverEndIsWhite(int bits, int photometric) throws Exception {
        GreyImage picture = Pictures.canonical(Pictures.gradient(80, 60));

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
        // 16 values only, of which the largest is 15 * 257.

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
                .hasMessageContaining("not one to four whole numbers of 1 to 16 bits")
                .extracting(e -> ((UnacceptableScanException) e).reason())
                .isEqualTo(RejectionReason.FORMAT_NOT_SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "256, 9, 80",
        "257, 9, 60",
        "258, 8, 64",
        "259, 8, 8",
        "262, 8, 2",
        "277, 8, 4",
        "278, 9, 60",
        "322, 9, 15000",
        "323, 16, 15000",
        "339, 8, 3",
        "339, 2, 3",
        "273, 13, 8",
        "279, 16, 4800",
    })
    void shouldRefuseATagOfATypeThatOnlyLibtiffReads(int tag, int type, long value) {
        byte[] file = tiff().with(tag, type, value).bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .hasMessageContaining("its tag " + tag + " is of the rare type " + type);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 262, 277, 278, 322, 323})
    void shouldRefuseATagOfTwoValuesWhereOneIsMeant(int tag) {
        byte[] file = tiff().with(tag, LONG, 16, 16).bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining("has 2 values instead of one");
    }

    @ParameterizedTest
    @ValueSource(ints = {32844, 32845})
    void shouldRefuseColoursThatAreDecodedToFloats(int photometric) {
        byte[] file = tiff().with(PHOTOMETRIC, SHORT, photometric).bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining("colours are of a rare kind");
    }

    @Test
    void shouldRefuseTilesThatAreMuchLargerThanThePicture() {
        byte[] file = tiff().with(TILE_WIDTH, LONG, 15_000)
                .with(TILE_HEIGHT, LONG, 15_000)
                .bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining("tiles are larger than 4096 pixels");
    }

    /** Grey is decoded in place. Three samples of 16 bits need 6 bytes a pixel, and 2 for the grey level. */
    @ParameterizedTest
    @CsvSource({"8, 1, 8001, false", "8, 1, 8000, true", "16, 1, 8000, true", "16, 3, 5793, false", "16, 3, 5792, true"
    })
    void shouldCountTheBytesOfASample(int bits, int samples, int side, boolean accepted) throws Exception {
        byte[] file = tiff().with(256, LONG, side)
                .with(257, LONG, side)
                .with(BITS, SHORT, bits)
                .with(277, SHORT, samples)
                .with(ROWS_PER_STRIP, LONG, 0xffffffffL)
                .bytes();

        assertThat(accepted(file)).isEqualTo(accepted);
    }

    private static boolean accepted(byte[] file) throws UnacceptableScanException {
        ImageHeader header = ScanFormat.TIFF.header(new ByteReader(file));
        try {
            ImageDecoder.checkSize(header);
            return true;
        } catch (UnacceptableScanException e) {
            assertThat(e.reason()).isEqualTo(RejectionReason.TOO_MANY_PIXELS);
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 60, 1_000_000, 0xffffffffL})
    void shouldTakeAStripOfMoreRowsThanThePicture(long rows) throws Exception {
        GreyImage picture = Pictures.canonical(Pictures.gradient(80, 60));
        int stored = (int) Math.min(60, rows);

        byte[] file = HandmadeTiff.strips(picture, 8, BLACK_IS_ZERO, stored)
                .with(ROWS_PER_STRIP, LONG, rows)
                .bytes();

        assertThat(ImageDecoder.decode(file).image().pixels()).isEqualTo(picture.pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"II+\0\u0008\0\0\0", "MM\0+\0\u0008\0\0"})
    void shouldRefuseABigTiff(String start) {
        byte[] file = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 200);

        assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining("it is a BigTIFF");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void shouldReadColoursInSeparatePlanes(int bits) throws Exception {
        GreyImage plane = Pictures.canonical(Pictures.gradient(80, 60));
        byte[] planes = new byte[3 * plane.pixels().length];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = plane.pixels()[i % plane.pixels().length];
        }

        byte[] file = HandmadeTiff.strips(new GreyImage(80, 180, planes), bits, BLACK_IS_ZERO, 60)
                .with(257, SHORT, 60)
                .with(BITS, SHORT, bits, bits, bits)
                .with(PHOTOMETRIC, SHORT, 2)
                .with(277, SHORT, 3)
                .with(284, SHORT, 2)
                .bytes();

        assertThat(ImageDecoder.decode(file).image().pixels()).isEqualTo(plane.pixels());
    }

    @Test
    void shouldRefuseATiffWithFewerStripsThanItsHeightNeeds() {
        byte[] file = tiff().with(257, SHORT, 120).bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file)).isInstanceOf(UnacceptableScanException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 12, 14})
    void shouldRefuseBitsThatStandInSixteenAndAreCalledPacked(int bits) {
        byte[] file = HandmadeTiff.strips(Pictures.canonical(Pictures.gradient(80, 60)), 16, BLACK_IS_ZERO, 16)
                .with(BITS, SHORT, bits)
                .bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file)).hasMessageContaining("names fewer bits than the 16");
    }

    @Test
    void shouldRefuseAStripWithFewerBytesThanItsRowsNeed() {
        byte[] file = tiff().with(279, LONG, 1280, 100, 1280, 960).bytes();

        assertThatThrownBy(() -> ImageDecoder.decode(file)).isInstanceOf(UnacceptableScanException.class);
    }

    private static HandmadeTiff tiff() {
        return HandmadeTiff.strips(Pictures.canonical(Pictures.gradient(80, 60)), 8, BLACK_IS_ZERO, 16);
    }
}
