package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PngFilesTest {
    private static final GreyImage BASE = Radiograph.image();

    @ParameterizedTest
    @ValueSource(strings = {"tEXt", "zTXt", "iTXt", "tIME", "pHYs", "gAMA", "cHRM", "sRGB", "iCCP", "eXIf", "prVt"})
    void shouldTakeAFileWithABrokenAncillaryChunk(String type) throws Exception {
        byte[] nonsense = HandmadePng.join("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1), new byte[300]);
        byte[] file = HandmadePng.with(whole(), type, nonsense, "IDAT");

        assertSeen(file);
        assertSeen(HandmadePng.withWrongChecksum(file, type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tEXt", "zTXt", "iTXt", "eXIf", "iCCP"})
    void shouldTakeAFileWithALargeAncillaryChunk(String type) throws Exception {
        assertSeen(HandmadePng.with(whole(), type, new byte[12_000_000], "IDAT"));
        assertSeen(HandmadePng.with(whole(), type, new byte[12_000_000], "IEND"));
    }

    @Test
    void shouldTakeAFileWithoutItsEnd() throws Exception {
        assertSeen(HandmadePng.without(whole(), "IEND"));
        assertSeen(Arrays.copyOf(whole(), whole().length - 5));
    }

    @Test
    void shouldTakePixelsInManyPieces() throws Exception {
        assertSeen(HandmadePng.inPieces(whole(), 1));
        assertSeen(HandmadePng.inPieces(whole(), 97));
    }

    @Test
    void shouldIgnoreWhatStandsBehindTheEnd() throws Exception {
        assertSeen(HandmadePng.join(whole(), new byte[1000]));
    }

    @Test
    void shouldRefuseAWrongChecksumOfThePicture() throws Exception {
        assertRefused(HandmadePng.withWrongChecksum(whole(), "IDAT"), RejectionReason.CORRUPT);
        assertRefused(HandmadePng.withWrongChecksum(whole(), "IHDR"), RejectionReason.CORRUPT);
        byte[] palette = Pictures.encode(Pictures.indexed(BASE), "png");
        assertRefused(HandmadePng.withWrongChecksum(palette, "PLTE"), RejectionReason.CORRUPT);
    }

    @Test
    void shouldRefuseAFileWithFewerRowsThanItsHeader() throws Exception {
        byte[] rows = new byte[64 * 65];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i % 65 == 0 ? 0 : i);
        }

        assertThat(ImageDecoder.decode(HandmadePng.of(64, 64, 8, 0, false, rows))
                        .image()
                        .height())
                .isEqualTo(64);
        assertRefused(HandmadePng.of(64, 80, 8, 0, false, rows), RejectionReason.CORRUPT);
        assertRefused(HandmadePng.of(64, 64, 8, 0, true, rows), RejectionReason.CORRUPT);
    }

    @ParameterizedTest
    @CsvSource({"3, 8", "0, 3", "2, 4", "5, 8", "3, 16"})
    void shouldRefuseAKindOfPixelsThatDoesNotExist(int colour, int depth) {
        int bits = colour == 3 && depth == 8 ? 32 : depth;

        assertRefused(HandmadePng.of(64, 64, bits, colour, false, new byte[9000]), RejectionReason.CORRUPT);
    }

    /** All filters are used by the writer of the JDK for pictures of this kind, and all passes by this size. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void shouldReadInterlacedFilesAsOthers(int type) throws Exception {
        BufferedImage picture =
                switch (type) {
                    case BufferedImage.TYPE_USHORT_GRAY -> Pictures.wide(BASE);
                    case BufferedImage.TYPE_INT_RGB -> Pictures.colour(BASE);
                    case BufferedImage.TYPE_INT_ARGB -> Pictures.opaque(BASE);
                    case BufferedImage.TYPE_BYTE_INDEXED -> Pictures.indexed(BASE);
                    default -> Pictures.picture(BASE);
                };

        assertSeen(Pictures.interlaced(picture));
        assertSeen(Pictures.encode(picture, "png"));
    }

    private static byte[] whole() throws Exception {
        return Pictures.encode(Pictures.picture(BASE), "png");
    }

    private static void assertSeen(byte[] file) throws Exception {
        assertThat(ImageDecoder.decode(file).image().pixels()).isEqualTo(BASE.pixels());
    }

    private static void assertRefused(byte[] file, RejectionReason reason) {
        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(reason));
    }
}
