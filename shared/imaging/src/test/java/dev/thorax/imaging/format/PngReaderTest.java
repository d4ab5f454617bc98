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

    /** Bytes a pixel: a file with alpha is decoded to four samples. */
    @ParameterizedTest
    @CsvSource({
        BufferedImage.TYPE_BYTE_GRAY + ", 1, false",
        BufferedImage.TYPE_USHORT_GRAY + ", 2, false",
        BufferedImage.TYPE_INT_RGB + ", 3, false",
        BufferedImage.TYPE_INT_ARGB + ", 4, true"
    })
    void shouldCountTheBytesOfAPixel(int type, int bytes, boolean alpha) throws Exception {
        ImageHeader header = reader.header(new ByteReader(SmallFiles.encoded("png", type)));

        assertThat(header.bytesPerPixel()).isEqualTo(bytes);
        assertThat(header.alpha()).isEqualTo(alpha);
    }

    @Test
    void shouldLeaveTheOrientationOfOpaqueFilesToOpenCv() throws Exception {
        ByteReader opaque = new ByteReader(SmallFiles.encoded("png", BufferedImage.TYPE_BYTE_GRAY));
        ByteReader transparent = new ByteReader(SmallFiles.encoded("png", BufferedImage.TYPE_INT_ARGB));

        assertThat(reader.header(opaque).orientation()).isEqualTo(ImageHeader.BY_OPENCV);
        assertThat(reader.header(transparent).orientation()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAFileWhoseChecksumIsWrong() {
        byte[] file = SmallFiles.encoded("png", BufferedImage.TYPE_BYTE_GRAY);
        file[18] ^= 1;

        assertRefused(RejectionReason.CORRUPT, () -> reader.verify(new ByteReader(file)));
    }

    @Test
    void shouldRefuseAFileThatBeginsWithAnotherChunk() {
        byte[] file = SmallFiles.encoded("png", BufferedImage.TYPE_BYTE_GRAY);
        file[12] = 'X';

        assertRefused(RejectionReason.CORRUPT, () -> reader.header(new ByteReader(file)));
    }
}
