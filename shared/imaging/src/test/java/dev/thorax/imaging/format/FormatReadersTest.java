package dev.thorax.imaging.format;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.HEIGHT;
import static dev.thorax.imaging.format.SmallFiles.WIDTH;
import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class FormatReadersTest {
    private static final int SIGNATURE = 12;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(new PngReader(), SmallFiles.encoded("png", BufferedImage.TYPE_BYTE_GRAY)),
                Arguments.of(new JpegReader(), SmallFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY)),
                Arguments.of(new WebpReader(), SmallFiles.webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, WIDTH, 0, HEIGHT, 0)),
                Arguments.of(new TiffReader(), SmallFiles.tiff()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldReadTheSizeOfAWholeFile(FormatReader reader, byte[] file) throws Exception {
        ByteReader bytes = new ByteReader(file);

        reader.verify(bytes);

        ImageHeader header = reader.header(bytes);
        assertThat(header.width()).isEqualTo(WIDTH);
        assertThat(header.height()).isEqualTo(HEIGHT);
        assertThat(header.alpha()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldRefuseAFileThatIsCutBeforeItsPixelsEnd(FormatReader reader, byte[] file) {
        for (int length = SIGNATURE; length < file.length - ends(reader); length++) {
            ByteReader cut = new ByteReader(Arrays.copyOf(file, length));

            assertRefused(RejectionReason.TRUNCATED, () -> {
                reader.header(cut);
                reader.verify(cut);
            });
        }
    }

    /** Returns the bytes behind the pixels: IEND of a PNG. Whether those of a JPEG are whole only the decoder sees. */
    private static int ends(FormatReader reader) {
        return reader instanceof PngReader ? 12 : reader instanceof JpegReader ? 60 : 0;
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldNotReadAHeaderThatIsCut(FormatReader reader, byte[] file) {
        ByteReader cut = new ByteReader(Arrays.copyOf(file, SIGNATURE));

        assertRefused(RejectionReason.TRUNCATED, () -> reader.header(cut));
    }

    @Test
    void shouldRefuseDicomWhateverItHolds() {
        ByteReader file = new ByteReader(new byte[200]);
        FormatReader reader = new DicomReader();

        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> reader.header(file));
    }
}
