package dev.thorax.imaging.format;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JpegFrameTest {
    @ParameterizedTest
    @CsvSource({"192, false", "193, false", "194, true"})
    void shouldReadTheSizeAndTheComponents(int marker, boolean progressive) throws Exception {
        JpegFrame frame = frame(marker, 8, 1, 2, 3);

        assertThat(frame.width()).isEqualTo(700);
        assertThat(frame.height()).isEqualTo(500);
        assertThat(frame.ids()).containsExactly(1, 2, 3);
        assertThat(frame.progressive()).isEqualTo(progressive);
        assertThat(frame.isComplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "195, 8, it is lossless",
        "195, 16, it is lossless",
        "247, 8, it is JPEG-LS",
        "197, 8, it is hierarchical",
        "199, 8, it is hierarchical",
        "201, 8, it is arithmetic-coded",
        "207, 8, it is arithmetic-coded",
        "193, 12, its samples have 12 bits instead of 8 bits",
        "192, 0, its samples have 0 bits instead of 8 bits"
    })
    void shouldNameTheKindThatIsNotRead(int marker, int precision, String kind) {
        assertThatThrownBy(() -> frame(marker, precision, 1))
                .hasMessageContaining("because " + kind + "; send it as baseline or progressive JPEG")
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(RejectionReason.FORMAT_NOT_SUPPORTED));
    }

    @Test
    void shouldRefuseAPictureOfNoComponentsOrMoreThanFour() {
        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> frame(192, 8));
        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> frame(192, 8, 1, 2, 3, 4, 5));
        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> frame(192, 8, new int[255]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 9, 15})
    void shouldRefuseAFileThatEndsInItsFrame(int length) {
        byte[] segment = Arrays.copyOf(segment(192, 8, 1, 2, 3), length);

        assertRefused(RejectionReason.TRUNCATED, () -> JpegFrame.read(new ByteReader(segment), 0));
    }

    @Test
    void shouldDistinguishFramesFromOtherMarkers() {
        for (int marker = 0; marker < 256; marker++) {
            boolean frame = marker >> 4 == 0xc && marker != 0xc4 && marker != 0xc8 && marker != 0xcc || marker == 0xf7;

            assertThat(JpegFrame.isFrame(marker)).as("%x", marker).isEqualTo(frame);
        }
    }

    @Test
    void shouldBeCompleteOnceEachComponentIsSent() throws Exception {
        JpegFrame frame = frame(192, 8, 1, 2);

        send(frame, new int[] {1}, 9, 9, 9);
        assertThat(frame.isComplete()).isFalse();
        send(frame, new int[] {2}, 0, 0, 0);
        assertThat(frame.isComplete()).isTrue();
    }

    @Test
    void shouldBeCompleteOnceEachCoefficientIsSentToItsLastBit() throws Exception {
        JpegFrame frame = frame(194, 8, 1);

        send(frame, new int[] {1}, 0, 0, 0x01);
        send(frame, new int[] {1}, 0, 0, 0x10);
        send(frame, new int[] {1}, 1, 62, 0);
        assertThat(frame.isComplete()).isFalse();
        send(frame, new int[] {1}, 63, 63, 0);
        assertThat(frame.isComplete()).isTrue();
    }

    @Test
    void shouldNotCountAScanOfNonsense() throws Exception {
        JpegFrame frame = frame(194, 8, 1);

        send(frame, new int[] {1}, 0, 64, 0);
        send(frame, new int[] {1}, 0, 255, 0);
        send(frame, new int[] {1}, 63, 0, 0);
        send(frame, new int[] {7, 0}, 0, 63, 0);
        send(frame, new int[] {}, 0, 63, 0);

        assertThat(frame.isComplete()).isFalse();
    }

    @Test
    void shouldRefuseAFileThatEndsInTheHeaderOfItsScan() throws Exception {
        JpegFrame frame = frame(194, 8, 1, 2, 3);
        byte[] scan = {(byte) 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0};

        assertRefused(RejectionReason.TRUNCATED, () -> frame.send(new ByteReader(scan), 0));
    }

    @Test
    void shouldKnowComponentsThatAreNamedForColours() throws Exception {
        assertThat(frame(192, 8, 'R', 'G', 'B').isNamedRgb()).isTrue();
        assertThat(frame(192, 8, 'B', 'G', 'R').isNamedRgb()).isFalse();
        assertThat(frame(192, 8, 'R', 'G', 'B', 'A').isNamedRgb()).isFalse();
        assertThat(frame(192, 8, 'R').isNamedRgb()).isFalse();
    }

    @Test
    void shouldKnowAScanOfAllComponents() throws Exception {
        ByteReader scan = new ByteReader(new byte[] {(byte) 0xda, 0, 10, 2, 1, 0, 2, 0, 0, 63, 0});

        assertThat(frame(192, 8, 1, 2).isWhole(scan, 0)).isTrue();
        assertThat(frame(192, 8, 1, 2, 3).isWhole(scan, 0)).isFalse();
        assertThat(frame(194, 8, 1, 2).isWhole(scan, 0)).isFalse();
    }

    private static void send(JpegFrame frame, int[] ids, int first, int last, int bits) throws Exception {
        byte[] scan = new byte[7 + 2 * ids.length];
        scan[3] = (byte) ids.length;
        for (int i = 0; i < ids.length; i++) {
            scan[4 + 2 * i] = (byte) ids[i];
        }
        scan[scan.length - 3] = (byte) first;
        scan[scan.length - 2] = (byte) last;
        scan[scan.length - 1] = (byte) bits;
        frame.send(new ByteReader(scan), 0);
    }

    private static JpegFrame frame(int marker, int precision, int... ids) throws UnacceptableScanException {
        return JpegFrame.read(new ByteReader(segment(marker, precision, ids)), 0);
    }

    /** The code of the marker and its segment: 700 x 500 pixels. */
    private static byte[] segment(int marker, int precision, int... ids) {
        byte[] segment = new byte[9 + 3 * ids.length];
        byte[] start = {
            (byte) marker,
            0,
            (byte) (8 + 3 * ids.length),
            (byte) precision,
            1,
            (byte) 244,
            2,
            (byte) 188,
            (byte) ids.length
        };
        System.arraycopy(start, 0, segment, 0, start.length);
        for (int i = 0; i < ids.length; i++) {
            segment[9 + 3 * i] = (byte) ids[i];
        }
        return segment;
    }
}
