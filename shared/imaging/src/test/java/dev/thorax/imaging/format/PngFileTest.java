package dev.thorax.imaging.format;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.PngFile.Chunk;

import static dev.thorax.imaging.format.PngBytes.END;
import static dev.thorax.imaging.format.PngBytes.chunk;
import static dev.thorax.imaging.format.PngBytes.damaged;
import static dev.thorax.imaging.format.PngBytes.file;
import static dev.thorax.imaging.format.PngBytes.grey;
import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class PngFileTest {
    private static final byte[] PIXELS = chunk("IDAT", (byte) 1, (byte) 2, (byte) 3);

    @Test
    void shouldFindThePixelsInOrder() throws Exception {
        PngFile png = read(grey(), chunk("IDAT", (byte) 7), chunk("tIME", new byte[7]), chunk("IDAT"), PIXELS, END);

        assertThat(png.pixels()).containsExactly(new Chunk(41, 1), new Chunk(73, 0), new Chunk(85, 3));
        assertThat(png.header().width()).isEqualTo(SmallFiles.WIDTH);
        assertThat(png.palette()).isEmpty();
        assertThat(png.transparency()).isNull();
        assertThat(png.orientation()).isEqualTo(1);
    }

    @Test
    void shouldRefuseMillionsOfChunksOfPixelsAndTakeThoseOfOthers() throws Exception {
        byte[] empty = chunk("IDAT");
        byte[] pixels = new byte[empty.length * ScanFormat.MAX_PARTS];
        byte[] notes = new byte[empty.length * (ScanFormat.MAX_PARTS + 1)];
        for (int i = 0; i < notes.length; i += empty.length) {
            System.arraycopy(chunk("teSt"), 0, notes, i, empty.length);
            System.arraycopy(empty, 0, pixels, Math.min(i, pixels.length - empty.length), empty.length);
        }

        assertThat(read(grey(), pixels, notes, END).pixels()).hasSize(ScanFormat.MAX_PARTS);
        assertRefused(RejectionReason.CORRUPT, () -> read(grey(), pixels, PIXELS, END));
    }

    @Test
    void shouldKeepThePaletteAndTheTransparency() throws Exception {
        PngFile png = read(
                PngBytes.header(7, 5, 8, 3, 0),
                chunk("PLTE", (byte) 9, (byte) 8, (byte) 7),
                chunk("tRNS", (byte) 6),
                PIXELS,
                END);

        assertThat(png.palette()).containsExactly(9, 8, 7);
        assertThat(png.transparency()).containsExactly(6);
    }

    @Test
    void shouldNotReadBehindTheEnd() throws Exception {
        assertThat(read(grey(), PIXELS, END, damaged("IDAT", (byte) 1), PIXELS).pixels())
                .hasSize(1);
    }

    @Test
    void shouldRefuseAFileWithoutPixels() {
        assertRefused(RejectionReason.CORRUPT, () -> read(grey(), END));
        assertRefused(RejectionReason.TRUNCATED, () -> read(grey()));
        assertRefused(RejectionReason.TRUNCATED, () -> read(grey(), new byte[] {0, 0, 0, 0, 'I'}));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 14})
    void shouldRefuseAFileThatEndsInItsPixels(int length) {
        assertRefused(RejectionReason.TRUNCATED, () -> read(grey(), PIXELS, Arrays.copyOf(PIXELS, length)));
        assertRefused(RejectionReason.TRUNCATED, () -> read(grey(), Arrays.copyOf(PIXELS, length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 11})
    void shouldTakeAFileThatEndsBehindItsPixels(int length) throws Exception {
        assertThat(read(grey(), PIXELS, Arrays.copyOf(END, length)).pixels()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, -12, 1})
    void shouldNotTrustTheLengthOfAChunk(int length) throws Exception {
        assertRefused(RejectionReason.TRUNCATED, () -> read(grey(), PngBytes.cut("tEXt", length)));
        assertRefused(RejectionReason.TRUNCATED, () -> read(grey(), PngBytes.cut("IDAT", length)));
        assertRefused(RejectionReason.TRUNCATED, () -> read(grey(), PIXELS, PngBytes.cut("IDAT", length)));
        assertThat(read(grey(), PIXELS, PngBytes.cut("tEXt", length)).pixels()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLTE", "tRNS", "IDAT"})
    void shouldRefuseAWrongChecksumOfThePicture(String type) {
        assertRefused(RejectionReason.CORRUPT, () -> read(grey(), damaged(type, new byte[3]), PIXELS, END));
    }

    @Test
    void shouldRefuseAWrongChecksumOfTheHeader() {
        byte[] header = grey();
        header[header.length - 1] ^= 1;

        assertRefused(RejectionReason.CORRUPT, () -> read(header, PIXELS, END));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tEXt", "gAMA", "eXIf", "iCCP", "xxxx"})
    void shouldNotCheckWhatMakesNoPixels(String type) throws Exception {
        assertThat(read(grey(), damaged(type, new byte[3]), PIXELS, END).pixels())
                .hasSize(1);
    }

    @Test
    void shouldPreferTheOrientationOfExifToThatOfAText() throws Exception {
        PngFile png = read(grey(), text(8), exif(6), exif(3), PIXELS, END);

        assertThat(png.orientation()).isEqualTo(6);
        assertThat(png.turnedByText()).isFalse();
    }

    @Test
    void shouldKnowWhetherOnlyATextTurnsThePicture() throws Exception {
        assertThat(read(grey(), text(8), PIXELS, END).turnedByText()).isTrue();
        assertThat(read(grey(), text(1), PIXELS, END).turnedByText()).isFalse();
        assertThat(read(grey(), PIXELS, text(8)).orientation()).isEqualTo(8);
    }

    @Test
    void shouldReadFourProfilesAtMost() throws Exception {
        byte[] broken = chunk("zTXt", PngBytes.latin("Raw profile type exif\0\0nonsense"));

        assertThat(read(grey(), broken, broken, broken, text(8), PIXELS, END).orientation())
                .isEqualTo(8);
        assertThat(read(grey(), broken, broken, broken, broken, text(8), PIXELS, END)
                        .orientation())
                .isEqualTo(1);
    }

    /** The keyword of a profile may stand behind the end of a chunk that is shorter: in its checksum and the next chunk. */
    @ParameterizedTest
    @ValueSource(strings = {"tEXt", "zTXt", "iTXt"})
    void shouldNotReadAKeywordBehindTheEndOfItsChunk(String type) throws Exception {
        for (int length = 0; length < 22; length++) {
            byte[] chunk = PngBytes.cut(type, length);
            byte[] keyword = PngBytes.latin("Raw profile type exif\0");

            // What stands behind the chunk is the beginning of one that is longer than the file.
            assertThat(read(grey(), PIXELS, chunk, keyword).orientation()).isEqualTo(1);
            assertRefused(RejectionReason.TRUNCATED, () -> read(grey(), chunk, keyword));
        }
    }

    private static byte[] exif(int orientation) {
        return chunk("eXIf", SmallFiles.directory(ByteOrder.BIG_ENDIAN, new long[] {274, 3, 1, orientation}));
    }

    private static byte[] text(int orientation) {
        byte[] exif = SmallFiles.directory(ByteOrder.LITTLE_ENDIAN, new long[] {274, 3, 1, orientation});
        String digits = HexFormat.of().formatHex(exif);
        return chunk("tEXt", PngBytes.latin("Raw profile type exif\0\nexif\n" + exif.length + "\n" + digits));
    }

    private static PngFile read(byte[]... chunks) throws UnacceptableScanException {
        return PngFile.read(new ByteReader(file(chunks)));
    }
}
