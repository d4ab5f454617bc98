package dev.thorax.imaging.format;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.LONG;
import static dev.thorax.imaging.format.SmallFiles.SHORT;
import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class TiffReaderTest {
    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;

    private final TiffReader reader = new TiffReader();

    /** OpenCV copies 16-bit samples; libtiff turns all others to 4 bytes a pixel, beside the samples. */
    @ParameterizedTest
    @CsvSource({"8, 1, 175", "16, 2, 70"})
    void shouldCountTheBytesOfAPixelAndOfABlock(int bits, int bytesPerPixel, long bufferBytes) throws Exception {
        ImageHeader header = header(BITS, bits);

        assertThat(header.bytesPerPixel()).isEqualTo(bytesPerPixel);
        assertThat(header.bufferBytes()).isEqualTo(bufferBytes);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void shouldReadWhichEndIsWhite(int photometric, boolean whiteIsZero) throws Exception {
        assertThat(header(PHOTOMETRIC, photometric).whiteIsZero()).isEqualTo(whiteIsZero);
    }

    /** CIELab with floats, 32 bits, JPEG of the old kind, five samples, floating point. */
    @ParameterizedTest
    @CsvSource({"262, 9", "258, 32", "259, 6", "277, 5", "339, 3"})
    void shouldRefuseRareKindsOfPixels(int tag, int value) {
        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> header(tag, value));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldRefuseBigTiffInBothByteOrders(int at) {
        byte[] file = SmallFiles.tiff();
        file[at] = '+';

        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> reader.header(new ByteReader(file)));
    }

    @Test
    void shouldRefuseAFileThatDoesNotPlaceEachOfItsBlocks() {
        byte[] noBlocks = SmallFiles.tiff(new long[] {273, LONG, 0, 0}, new long[] {279, LONG, 0, 0});
        byte[] noLengths = SmallFiles.tiff(new long[] {279, LONG, 0, 0});

        for (byte[] file : Arrays.asList(noBlocks, noLengths)) {
            assertRefused(RejectionReason.CORRUPT, () -> reader.verify(new ByteReader(file)));
        }
    }

    private ImageHeader header(int tag, int value) throws UnacceptableScanException {
        return reader.header(new ByteReader(SmallFiles.tiff(new long[] {tag, SHORT, 1, value})));
    }
}
