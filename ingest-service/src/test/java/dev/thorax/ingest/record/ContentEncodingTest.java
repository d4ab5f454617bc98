package dev.thorax.ingest.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContentEncodingTest {
    private static final byte[] FILE = new byte[5000];

    static {
        new java.util.Random(1).nextBytes(FILE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "identity", "IDENTITY", "none", "binary", " identity "})
    void shouldLeaveABodyThatIsNotEncoded(String encoding) throws Exception {
        assertThat(ContentEncoding.decode(encoding, FILE)).isSameAs(FILE);
        ContentEncoding.checkNone(encoding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", " gzip "})
    void shouldUndoGzip(String encoding) throws Exception {
        assertThat(ContentEncoding.decode(encoding, gzip(FILE))).isEqualTo(FILE);
    }

    @Test
    void shouldUndoGzipOfNoBytes() throws Exception {
        assertThat(ContentEncoding.decode("gzip", gzip(new byte[0]))).isEmpty();
    }

    @Test
    void shouldUndoGzipInSeveralMembers() throws Exception {
        byte[] first = gzip(Arrays.copyOf(FILE, 4000));
        byte[] second = gzip(Arrays.copyOfRange(FILE, 4000, 5000));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertThat(ContentEncoding.decode("gzip", both)).isEqualTo(FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "br", "zstd", "gzip, gzip", "gzip;q=1", "x"})
    void shouldRefuseAnotherEncoding(String encoding) {
        assertReason(RejectionReason.FORMAT_NOT_SUPPORTED, encoding, FILE);
        assertThatThrownBy(() -> ContentEncoding.checkNone(encoding)).isInstanceOf(UnacceptableScanException.class);
    }

    @Test
    void shouldRefuseAnEncodingOfARecordAndNameTheSettingOfTheProducer() {
        assertThatThrownBy(() -> ContentEncoding.checkNone("gzip"))
                .isInstanceOf(UnacceptableScanException.class)
                .hasMessageContaining("compression.type");
    }

    @Test
    void shouldRefuseWhatIsNoGzip() {
        assertReason(RejectionReason.CORRUPT, "gzip", FILE);
    }

    @Test
    void shouldRefuseGzipThatEndsEarlyAtEachPlace() throws Exception {
        byte[] gzip = gzip(Arrays.copyOf(FILE, 40));

        for (int length = 0; length < gzip.length; length++) {
            assertReason(RejectionReason.TRUNCATED, "gzip", Arrays.copyOf(gzip, length));
        }
    }

    @Test
    void shouldRefuseGzipWithAWrongChecksum() throws Exception {
        byte[] gzip = gzip(FILE);
        gzip[gzip.length - 6] ^= 1;

        assertReason(RejectionReason.CORRUPT, "gzip", gzip);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1, 4999, 5001})
    void shouldNotTrustTheLengthThatTheLastBytesGive(int length) throws Exception {
        byte[] gzip = gzip(FILE);
        ByteBuffer.wrap(gzip, gzip.length - 4, 4).order(ByteOrder.LITTLE_ENDIAN).putInt(length);

        assertReason(RejectionReason.CORRUPT, "gzip", gzip);
    }

    @Test
    void shouldTakeAsManyBytesAsARecordMayHaveAndNotOneMore() throws Exception {
        assertThat(ContentEncoding.decode("gzip", gzip(new byte[ScanLimits.SCAN_RECORD])))
                .hasSize(ScanLimits.SCAN_RECORD);

        assertReason(RejectionReason.TOO_LARGE, "gzip", gzip(new byte[ScanLimits.SCAN_RECORD + 1]));
    }

    private static void assertReason(RejectionReason reason, String encoding, byte[] bytes) {
        assertThatThrownBy(() -> ContentEncoding.decode(encoding, bytes))
                .isInstanceOfSatisfying(UnacceptableScanException.class, refused -> assertThat(refused.reason())
                        .as("of %d bytes", bytes.length)
                        .isEqualTo(reason));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
