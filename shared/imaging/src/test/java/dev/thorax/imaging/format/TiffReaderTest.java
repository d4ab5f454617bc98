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
    private static final int PHOTOMETRIC = 262;

    private final TiffReader reader = new TiffReader();

    /** Grey of 8 and 16 bits is decoded in place. All else is decoded beside the grey levels. */
    @ParameterizedTest
    @CsvSource({"258, 8, 1", "258, 16, 2", "258, 4, 2", "277, 3, 4"})
    void shouldCountTheBytesOfAPixel(int tag, int value, int bytesPerPixel) throws Exception {
        assertThat(header(tag, value).bytesPerPixel()).isEqualTo(bytesPerPixel);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldReadWhichEndIsWhite(int photometric) throws Exception {
        byte[] file = SmallFiles.tiff(new long[] {PHOTOMETRIC, SHORT, 1, photometric});

        assertThat(TiffFile.read(new ByteReader(file)).photometric()).isEqualTo(photometric);
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
    void shouldTakeOneUncompressedStripWithoutItsLength() throws Exception {
        byte[] none = SmallFiles.tiff(new long[] {279, LONG, 0, 0});
        byte[] zero = SmallFiles.tiff(new long[] {279, LONG, 1, 0});

        reader.verify(new ByteReader(none));
        reader.verify(new ByteReader(zero));
        byte[] cut = Arrays.copyOf(none, none.length - 1);
        assertRefused(RejectionReason.TRUNCATED, () -> reader.verify(new ByteReader(cut)));
    }

    @Test
    void shouldRefuseAFileThatDoesNotPlaceEachOfItsBlocks() {
        byte[] noBlocks = SmallFiles.tiff(new long[] {273, LONG, 0, 0}, new long[] {279, LONG, 0, 0});
        byte[] noLengths = SmallFiles.tiff(new long[] {279, LONG, 0, 0}, new long[] {259, SHORT, 1, 5});

        for (byte[] file : Arrays.asList(noBlocks, noLengths)) {
            assertRefused(RejectionReason.CORRUPT, () -> reader.verify(new ByteReader(file)));
        }
    }

    private ImageHeader header(int tag, int value) throws UnacceptableScanException {
        return reader.header(new ByteReader(SmallFiles.tiff(new long[] {tag, SHORT, 1, value})));
    }
}
