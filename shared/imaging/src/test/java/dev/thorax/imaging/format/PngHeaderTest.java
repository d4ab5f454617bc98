package dev.thorax.imaging.format;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class PngHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, false",
        "0, 2, 1, false",
        "0, 4, 1, false",
        "0, 8, 1, false",
        "0, 16, 1, false",
        "2, 8, 3, false",
        "2, 16, 3, false",
        "3, 1, 1, false",
        "3, 2, 1, false",
        "3, 4, 1, false",
        "3, 8, 1, false",
        "4, 8, 2, true",
        "4, 16, 2, true",
        "6, 8, 4, true",
        "6, 16, 4, true"
    })
    void shouldReadEveryKindOfPixels(int colour, int depth, int samples, boolean alpha) throws Exception {
        PngHeader header = read(PngBytes.header(7, 5, depth, colour, 0));

        assertThat(header).isEqualTo(new PngHeader(7, 5, depth, colour, false));
        assertThat(header.samples()).isEqualTo(samples);
        assertThat(header.alpha()).isEqualTo(alpha);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "0, 3", "0, 32", "0, 255", "2, 4", "2, 1", "3, 16", "3, 0", "4, 4", "6, 2", "1, 8", "5, 8", "7, 8",
        "255, 8"
    })
    void shouldRefuseAKindThatDoesNotExist(int colour, int depth) {
        assertRefused(RejectionReason.CORRUPT, () -> read(PngBytes.header(7, 5, depth, colour, 0)));
    }

    @Test
    void shouldReadSizesWithoutASign() throws Exception {
        PngHeader header = read(PngBytes.header(-1, Integer.MIN_VALUE, 8, 0, 0));

        assertThat(header.width()).isEqualTo(0xffff_ffffL);
        assertThat(header.height()).isEqualTo(0x8000_0000L);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, true", "255, true"})
    void shouldKnowWhetherPixelsComeInPasses(int value, boolean interlaced) throws Exception {
        assertThat(read(PngBytes.header(7, 5, 8, 0, value)).interlaced()).isEqualTo(interlaced);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 16, 19, 20, 28})
    void shouldRefuseAFileThatEndsInItsHeader(int length) {
        byte[] file = Arrays.copyOf(PngBytes.file(PngBytes.grey()), length);

        assertRefused(RejectionReason.TRUNCATED, () -> PngHeader.read(new ByteReader(file), 8));
    }

    @Test
    void shouldRefuseAnotherChunkInPlaceOfTheHeader() {
        assertRefused(RejectionReason.CORRUPT, () -> read(PngBytes.chunk("IDAT", new byte[13])));
    }

    private static PngHeader read(byte[] chunk) throws UnacceptableScanException {
        return PngHeader.read(new ByteReader(PngBytes.file(chunk)), 8);
    }
}
