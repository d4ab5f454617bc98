package dev.thorax.imaging.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.PngBytes.latin;
import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class WebpStripperTest {
    private static final byte[] NAME = latin("Doe^Jane");
    private static final byte[] PIXELS = chunk("VP8L", latin("/pixels"));

    @Test
    void shouldKeepTheChunksOfThePictureAndAnnounceNoOthers() throws Exception {
        byte[] file = riff(
                chunk("VP8X", canvas(0xff)),
                chunk("ICCP", NAME),
                chunk("ALPH", latin("alpha")),
                chunk("VP8 ", latin("pixels")),
                chunk("EXIF", NAME),
                chunk("XMP ", NAME),
                chunk("abcd", NAME));

        assertThat(strip(file, 1))
                .isEqualTo(riff(
                        chunk("VP8X", canvas(0x12)), chunk("ALPH", latin("alpha")), chunk("VP8 ", latin("pixels"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 8})
    void shouldKeepTheOrientationAndNothingElseOfTheExifData(int orientation) throws Exception {
        byte[] stripped = strip(riff(chunk("VP8X", canvas(0)), PIXELS, chunk("EXIF", NAME)), orientation);

        assertThat(stripped)
                .isEqualTo(riff(chunk("VP8X", canvas(0x08)), PIXELS, chunk("EXIF", ExifOrientation.of(orientation))));
        assertThat(new WebpReader().header(new ByteReader(stripped)).orientation())
                .isEqualTo(orientation);
        assertThat(strip(stripped, orientation)).isEqualTo(stripped);
    }

    @Test
    void shouldStripTheFramesOfAnAnimation() throws Exception {
        byte[] frame = latin("frame header 16 ");
        byte[] file = riff(
                chunk("VP8X", canvas(2)),
                chunk("ANIM", new byte[6]),
                chunk("ANMF", Bytes.join(frame, chunk("abcd", NAME), PIXELS)));

        assertThat(strip(file, 1))
                .isEqualTo(riff(
                        chunk("VP8X", canvas(2)),
                        chunk("ANIM", new byte[6]),
                        chunk("ANMF", Bytes.join(frame, PIXELS))));
    }

    @Test
    void shouldDropWhatFollowsTheContainer() throws Exception {
        byte[] file = riff(PIXELS);

        assertThat(strip(Bytes.join(file, NAME), 1)).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void shouldRefuseAFileWithBytesBetweenItsChunksAndItsEnd(int bytes) {
        byte[] file = riff(PIXELS, new byte[bytes]);

        assertRefused(RejectionReason.CORRUPT, () -> strip(file, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 1 << 20, -1})
    void shouldRefuseAChunkThatIsLongerThanWhatIsLeft(int length) {
        byte[] chunk = ByteBuffer.wrap(chunk("VP8L", new byte[8]))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, length)
                .array();

        assertRefused(RejectionReason.CORRUPT, () -> strip(riff(chunk), 1));
        byte[] frame = chunk("ANMF", Bytes.join(new byte[16], chunk));
        assertRefused(RejectionReason.CORRUPT, () -> strip(riff(frame, PIXELS), 1));
    }

    private static byte[] strip(byte[] file, int orientation) throws UnacceptableScanException {
        return WebpStripper.strip(new ByteReader(file).from(0, ByteOrder.LITTLE_ENDIAN), orientation);
    }

    /** The data of a chunk VP8X of a picture of 9 x 5 px. */
    private static byte[] canvas(int flags) {
        return new byte[] {(byte) flags, 0, 0, 0, 8, 0, 0, 4, 0, 0};
    }

    private static byte[] riff(byte[]... chunks) {
        return chunk("RIFF", Bytes.join(latin("WEBP"), Bytes.join(chunks)));
    }

    private static byte[] chunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin(type))
                .putInt(data.length)
                .put(data)
                .array();
    }
}
