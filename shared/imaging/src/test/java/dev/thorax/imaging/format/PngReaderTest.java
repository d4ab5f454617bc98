package dev.thorax.imaging.format;

import java.awt.image.BufferedImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class PngReaderTest {
    private final PngReader reader = new PngReader();

    /** Bytes a pixel: the grey level, and its alpha. */
    @ParameterizedTest
    @CsvSource({
        BufferedImage.TYPE_BYTE_GRAY + ", 1, false",
        BufferedImage.TYPE_USHORT_GRAY + ", 2, false",
        BufferedImage.TYPE_INT_RGB + ", 1, false",
        BufferedImage.TYPE_INT_ARGB + ", 2, true"
    })
    void shouldCountTheBytesOfAPixel(int type, int bytes, boolean alpha) throws Exception {
        ImageHeader header = reader.header(new ByteReader(SmallFiles.encoded("png", type)));

        assertThat(header.bytesPerPixel()).isEqualTo(bytes);
        assertThat(header.alpha()).isEqualTo(alpha);
    }

    @Test
    void shouldRefuseAFileWhoseChecksumIsWrong() {
        byte[] file = SmallFiles.encoded("png", BufferedImage.TYPE_BYTE_GRAY);
        file[18] ^= 1;

        assertRefused(RejectionReason.CORRUPT, () -> reader.header(new ByteReader(file)));
    }

    @Test
    void shouldRefuseAFileThatBeginsWithAnotherChunk() {
        byte[] file = SmallFiles.encoded("png", BufferedImage.TYPE_BYTE_GRAY);
        file[12] = 'X';

        assertRefused(RejectionReason.CORRUPT, () -> reader.header(new ByteReader(file)));
    }
}
