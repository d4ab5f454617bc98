package dev.thorax.imaging.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.PngBytes.latin;
import static dev.thorax.imaging.format.SmallFiles.LONG;
import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class TiffStripperTest {
    private static final int SUBFILE_TYPE = 254;
    private static final int WIDTH = 256;
    private static final int DESCRIPTION = 270;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int PREDICTOR = 317;
    private static final int ASCII = 2;
    private static final int PIXELS = SmallFiles.WIDTH * SmallFiles.HEIGHT;
    private static final byte[] NAME = latin("Doe^Jane");

    @Test
    void shouldKeepThePixelsAndNoText() throws Exception {
        byte[] stripped = strip(described(), 1);

        TiffDirectory page = TiffDirectory.read(new ByteReader(stripped));
        assertThat(pixels(stripped)).isEqualTo(numbered(PIXELS));
        assertThat(page.has(DESCRIPTION)).isFalse();
        assertThat(page.has(ORIENTATION)).isFalse();
        assertThat(page.size()).isEqualTo(7);
        assertThat(new String(stripped, StandardCharsets.ISO_8859_1)).doesNotContain("Doe^", "Jane");
    }

    @Test
    void shouldGiveAStrippedFileBackAsItIs() throws Exception {
        byte[] stripped = strip(described(), 6);

        assertThat(strip(stripped, 6)).isEqualTo(stripped);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void shouldAddTheOrientationInTheOrderOfTheTags(int orientation) throws Exception {
        byte[] stripped = strip(described(), orientation);

        assertThat(TiffDirectory.orientation(new ByteReader(stripped), 1)).isEqualTo(orientation);
        ByteBuffer file = ByteBuffer.wrap(stripped).order(ByteOrder.LITTLE_ENDIAN);
        int start = file.getInt(4);
        int[] tags = new int[file.getShort(start)];
        Arrays.setAll(tags, entry -> file.getShort(start + 2 + 12 * entry) & 0xffff);
        assertThat(tags).containsExactly(256, 257, 258, 262, 273, 274, 277, 279);
    }

    /** A value of two bytes leaves two of its four free. */
    @Test
    void shouldBlankWhatStandsBehindAShortValue() throws Exception {
        byte[] file = described();
        int width = 8 + 2 + 12;
        file[width + 10] = 'D';
        file[width + 11] = 'o';

        byte[] entry = TiffDirectory.read(new ByteReader(strip(file, 1))).entry(WIDTH);

        assertThat(entry).endsWith(SmallFiles.WIDTH, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 14, 0xffff})
    void shouldRefuseATagOfThePictureWhoseTypeHasNoKnownSize(int type) {
        byte[] file = SmallFiles.tiff(new long[] {PREDICTOR, type, 1, 1});

        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> strip(file, 1));
    }

    @Test
    void shouldLeaveThePictureTheSecondPageIfAThumbnailIsTheFirst() throws Exception {
        byte[] stripped = strip(behindThumbnail(), 1);

        TiffDirectory first = TiffDirectory.read(new ByteReader(stripped));
        assertThat(first.value(SUBFILE_TYPE, 0)).isEqualTo(1);
        assertThat(first.size()).isEqualTo(1);
        TiffFile picture = TiffFile.read(new ByteReader(stripped));
        assertThat(picture.first()).isFalse();
        assertThat(picture.page().value(WIDTH, 0)).isEqualTo(SmallFiles.WIDTH);
        assertThat(picture.page().start()).isEqualTo(first.next());
        assertThat(strip(stripped, 1)).isEqualTo(stripped);
    }

    /** A file with numbered pixels, and a description behind them. */
    private static byte[] described() {
        long end = SmallFiles.tiff(new long[] {DESCRIPTION, ASCII, NAME.length, 0}).length;
        byte[] file = SmallFiles.tiff(new long[] {DESCRIPTION, ASCII, NAME.length, end});
        System.arraycopy(numbered(PIXELS), 0, file, file.length - PIXELS, PIXELS);
        return Bytes.join(file, NAME);
    }

    /** A file whose first page is called a thumbnail, and stands last. */
    private static byte[] behindThumbnail() {
        byte[] picture = SmallFiles.tiff();
        int start = picture.length + 1;
        byte[] thumbnail = SmallFiles.directory(ByteOrder.LITTLE_ENDIAN, new long[] {SUBFILE_TYPE, LONG, 1, 1});
        byte[] file = Bytes.join(picture, new byte[1], Arrays.copyOfRange(thumbnail, 8, thumbnail.length));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, start).putInt(file.length - 4, 8);
        return file;
    }

    private static byte[] strip(byte[] file, int orientation) throws UnacceptableScanException {
        return TiffStripper.strip(new ByteReader(file), TiffFile.read(new ByteReader(file)), orientation);
    }

    private static byte[] pixels(byte[] file) throws UnacceptableScanException {
        int at = (int) TiffDirectory.read(new ByteReader(file)).value(STRIP_OFFSETS, 0);
        return Arrays.copyOfRange(file, at, at + PIXELS);
    }

    private static byte[] numbered(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }
}
