package dev.thorax.imaging.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.JpegFile.Colour;

import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JpegFileTest {
    private static final byte[] START = {(byte) 0xff, (byte) 0xd8};
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
    private static final byte[] FRAME = frame(0xc0, 1);
    private static final byte[] SCAN = scan(0, 63, 0, 1);
    private static final byte[] PIXELS = {1, 2, (byte) 0xff, 0, 3};

    @Test
    void shouldReadTheSizeAndTakeTheFileAsItIs() throws Exception {
        JpegFile jpeg = read(START, FRAME, SCAN, PIXELS, END);

        assertThat(jpeg.width()).isEqualTo(700);
        assertThat(jpeg.height()).isEqualTo(500);
        assertThat(jpeg.components()).isEqualTo(1);
        assertThat(jpeg.orientation()).isEqualTo(1);
        assertThat(jpeg.bare()).isEqualTo(join(START, FRAME, SCAN, PIXELS, END));
    }

    @Test
    void shouldKeepWhatMakesPixelsAndNothingElse() throws Exception {
        byte[] tables = segment(0xc4, 1, 2);
        byte[] quantisation = segment(0xdb, 3);
        byte[] note = segment(0xfe, 'h', 'i');
        byte[] app = segment(0xe2, 9);

        JpegFile jpeg = read(START, app, quantisation, note, FRAME, tables, note, SCAN, PIXELS, note, END, PIXELS);

        assertThat(jpeg.bare()).isEqualTo(join(START, quantisation, FRAME, tables, SCAN, PIXELS, END));
    }

    @Test
    void shouldRefuseMillionsOfTables() throws Exception {
        byte[] tables = new byte[4 * ScanFormat.MAX_PARTS];
        for (int i = 0; i < tables.length; i += 4) {
            System.arraycopy(segment(0xc4), 0, tables, i, 4);
        }

        assertRefused(RejectionReason.CORRUPT, () -> read(START, tables, FRAME, SCAN, PIXELS, END));
        byte[] fewer = Arrays.copyOf(tables, tables.length - 4);
        assertThat(read(START, fewer, FRAME, SCAN, PIXELS, END).components()).isEqualTo(1);
    }

    @Test
    void shouldGiveAFileThatLacksItsEndOne() throws Exception {
        assertThat(read(START, FRAME, SCAN, PIXELS).bare()).isEqualTo(join(START, FRAME, SCAN, PIXELS, END));
        assertThat(read(START, FRAME, SCAN, PIXELS, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 9, 1})
                        .bare())
                .isEqualTo(join(START, FRAME, SCAN, PIXELS, END));
    }

    @Test
    void shouldTakeRestartMarkersForPixels() throws Exception {
        byte[] pixels = {1, (byte) 0xff, (byte) 0xd0, 2, (byte) 0xff, (byte) 0xd7, 0, 0};

        JpegFile jpeg = read(START, segment(0xdd, 0, 1), FRAME, SCAN, pixels, END);

        assertThat(jpeg.bare()).isEqualTo(join(START, segment(0xdd, 0, 1), FRAME, SCAN, pixels, END));
        assertThat(jpeg.padding()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 5000})
    void shouldCountTheZerosBehindThePixels(int zeros) throws Exception {
        assertThat(read(START, FRAME, SCAN, PIXELS, new byte[zeros], END).padding())
                .isEqualTo(zeros);
        assertThat(read(START, FRAME, SCAN, PIXELS, new byte[zeros]).padding()).isEqualTo(zeros);
    }

    @Test
    void shouldReadTheFirstOrientationThatIsOne() throws Exception {
        assertThat(read(START, exif(6), exif(3), FRAME, SCAN, END).orientation())
                .isEqualTo(6);
        assertThat(read(START, exif(77), exif(3), FRAME, SCAN, END).orientation())
                .isEqualTo(3);
        assertThat(read(START, segment(0xe1, bytes("Exif\0\0II")), FRAME, SCAN, END)
                        .orientation())
                .isEqualTo(1);
        assertThat(read(START, segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0")), FRAME, SCAN, END)
                        .orientation())
                .isEqualTo(1);
    }

    /** -1 stands for a file without Adobe's marker. */
    @ParameterizedTest
    @CsvSource({
        "1, -1, false, GREY",
        "1, 2, false, GREY",
        "2, -1, false, GREY",
        "3, -1, false, YCC",
        "3, -1, true, YCC",
        "3, 1, false, YCC",
        "3, 0, false, RGB",
        "3, 0, true, YCC",
        "4, -1, false, CMYK",
        "4, 0, false, CMYK_INVERTED",
        "4, 1, false, CMYK_INVERTED",
        "4, 2, false, YCCK"
    })
    void shouldGuessTheColoursAsLibjpegDoes(int components, int adobe, boolean jfif, Colour colour) throws Exception {
        int[] ids = Arrays.copyOf(new int[] {1, 2, 3, 4}, components);

        assertThat(coloured(ids, adobe, jfif).colour()).isEqualTo(colour);
    }

    @Test
    void shouldReadTheNamesOfComponentsIfNoMarkerSaysMore() throws Exception {
        int[] rgb = {'R', 'G', 'B'};

        assertThat(coloured(rgb, -1, false).colour()).isEqualTo(Colour.RGB);
        assertThat(coloured(rgb, -1, true).colour()).isEqualTo(Colour.YCC);
        assertThat(coloured(rgb, 1, false).colour()).isEqualTo(Colour.YCC);
    }

    @Test
    void shouldRefuseAFileWithoutAPicture() {
        assertRefused(RejectionReason.CORRUPT, () -> read(START, END));
        assertRefused(RejectionReason.CORRUPT, () -> read(START, FRAME, END));
        assertRefused(RejectionReason.CORRUPT, () -> read(START, SCAN, PIXELS, FRAME, END));
        assertRefused(RejectionReason.CORRUPT, () -> read(START, FRAME, FRAME, SCAN, PIXELS, END));
    }

    @Test
    void shouldRefuseAFileThatEndsBeforeItsFirstScan() {
        byte[] file = join(START, FRAME, SCAN);

        for (int length = 2; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);

            assertRefused(RejectionReason.TRUNCATED, () -> JpegFile.read(new ByteReader(cut)));
        }
        assertRefused(
                RejectionReason.TRUNCATED,
                () -> read(START, segment(0xfe, 1), new byte[] {(byte) 0xff, (byte) 0xc4, 1, 0}));
    }

    @Test
    void shouldRefuseAProgressiveFileWhoseScansAreMissing() throws Exception {
        byte[] frame = frame(0xc2, 1);
        byte[] coarse = scan(0, 63, 1, 1);
        byte[] fine = scan(0, 63, 0x10, 1);

        assertRefused(RejectionReason.TRUNCATED, () -> read(START, frame, coarse, PIXELS));
        assertRefused(RejectionReason.CORRUPT, () -> read(START, frame, coarse, PIXELS, END));
        assertThat(read(START, frame, coarse, PIXELS, fine, PIXELS, END).isCoarse())
                .isTrue();
    }

    @Test
    void shouldRefuseAFileWhoseSecondScanIsCut() {
        byte[] frame = frame(0xc0, 1, 2);
        byte[] second = scan(0, 63, 0, 2);

        assertRefused(
                RejectionReason.TRUNCATED,
                () -> read(START, frame, scan(0, 63, 0, 1), PIXELS, Arrays.copyOf(second, second.length - 1)));
    }

    @Test
    void shouldLimitTheNumberOfScans() throws Exception {
        byte[][] file = new byte[2 + 65][];
        Arrays.fill(file, SCAN);
        file[0] = START;
        file[1] = FRAME;

        assertThat(read(Arrays.copyOf(file, 2 + 64)).components()).isEqualTo(1);
        assertThatThrownBy(() -> read(file)).hasMessageContaining("has more than 64 scans");
    }

    @Test
    void shouldKnowWhetherAllCoefficientsMustBeKept() throws Exception {
        byte[] frame = frame(0xc0, 1, 2);

        assertThat(read(START, frame, scan(0, 63, 0, 1, 2), PIXELS, END).isCoarse())
                .isFalse();
        assertThat(read(START, frame, scan(0, 63, 0, 1), PIXELS, scan(0, 63, 0, 2), PIXELS, END)
                        .isCoarse())
                .isTrue();
    }

    @Test
    void shouldNameACutFileAndADamagedOneApart() throws Exception {
        IOException cause = new IOException("broken");

        UnacceptableScanException cut = read(START, FRAME, SCAN, PIXELS).incomplete(cause);
        UnacceptableScanException damaged =
                read(START, FRAME, SCAN, PIXELS, END).incomplete(null);

        assertThat(cut.reason()).isEqualTo(RejectionReason.TRUNCATED);
        assertThat(cut).hasCause(cause).hasMessageContaining("cut on its way");
        assertThat(damaged.reason()).isEqualTo(RejectionReason.CORRUPT);
        assertThat(damaged).hasNoCause().hasMessageContaining("is damaged");
    }

    private static JpegFile coloured(int[] ids, int adobe, boolean jfif) throws UnacceptableScanException {
        int[] marker = bytes("Adobe\0\0\0\0\0\0\0");
        marker[11] = adobe;
        return read(
                START,
                jfif ? segment(0xe0, bytes("JFIF\0\1\1")) : new byte[0],
                adobe < 0 ? new byte[0] : segment(0xee, marker),
                frame(0xc0, ids),
                scan(0, 63, 0, ids),
                PIXELS,
                END);
    }

    private static byte[] exif(int orientation) {
        byte[] exif = SmallFiles.directory(ByteOrder.LITTLE_ENDIAN, new long[] {274, 3, 1, orientation});
        return segment(0xe1, bytes("Exif\0\0" + new String(exif, ISO_8859_1)));
    }

    private static byte[] frame(int marker, int... ids) {
        int[] data = new int[6 + 3 * ids.length];
        System.arraycopy(new int[] {8, 500 >> 8, 500 & 0xff, 700 >> 8, 700 & 0xff, ids.length}, 0, data, 0, 6);
        for (int i = 0; i < ids.length; i++) {
            data[6 + 3 * i] = ids[i];
        }
        return segment(marker, data);
    }

    private static byte[] scan(int first, int last, int bits, int... ids) {
        int[] data = new int[4 + 2 * ids.length];
        data[0] = ids.length;
        for (int i = 0; i < ids.length; i++) {
            data[1 + 2 * i] = ids[i];
        }
        System.arraycopy(new int[] {first, last, bits}, 0, data, data.length - 3, 3);
        return segment(0xda, data);
    }

    private static byte[] segment(int marker, int... data) {
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(new byte[] {(byte) 0xff, (byte) marker, 0, (byte) (2 + data.length)});
        for (int value : data) {
            segment.write(value);
        }
        return segment.toByteArray();
    }

    private static int[] bytes(String text) {
        return text.chars().toArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static JpegFile read(byte[]... parts) throws UnacceptableScanException {
        return JpegFile.read(new ByteReader(join(parts)));
    }
}
