package dev.thorax.imaging.format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.thorax.imaging.format.PngBytes.latin;
import static org.assertj.core.api.Assertions.assertThat;

class ExifOrientationTest {
    private static final byte[] PREFIX = latin("Exif\0\0");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldMakeDataInWhichAReaderFindsTheOrientation(int orientation) throws Exception {
        byte[] exif = ExifOrientation.of(orientation);
        byte[] text = ExifOrientation.inText(orientation);

        assertThat(TiffDirectory.orientation(new ByteReader(exif), 0)).isEqualTo(orientation);
        assertThat(ExifOrientation.inJpeg(orientation)).isEqualTo(Bytes.join(PREFIX, exif));
        PngFile.Chunk chunk = new PngFile.Chunk(0, text.length);
        assertThat(PngOrientation.isProfile(new ByteReader(text), chunk)).isTrue();
        assertThat(PngOrientation.ofText(new ByteReader(text), "tEXt", chunk)).isEqualTo(orientation);
    }

    @Test
    void shouldMakeOneDirectoryOfOneTag() throws Exception {
        ByteReader exif = new ByteReader(ExifOrientation.of(6));
        TiffDirectory directory = TiffDirectory.read(exif);

        assertThat(directory.size()).isEqualTo(1);
        assertThat(directory.next()).isZero();
        assertThat(exif.length())
                .as("a header, a count, a tag, and no next place")
                .isEqualTo(8 + 2 + 12 + 4);
    }
}
