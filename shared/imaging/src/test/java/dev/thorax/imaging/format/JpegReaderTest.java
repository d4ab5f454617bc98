package dev.thorax.imaging.format;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class JpegReaderTest {
    private static final int SOF0 = 0xc0;
    private static final int SOS = 0xda;
    private static final int EOI = 0xd9;

    private final JpegReader reader = new JpegReader();

    /** Lossless, arithmetic and differential frames. */
    @ParameterizedTest
    @ValueSource(ints = {0xc3, 0xc5, 0xc9, 0xca})
    void shouldRefuseTheRareKindsOfFrames(int marker) {
        byte[] file = SmallFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY);
        file[at(file, SOF0)] = (byte) marker;

        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> reader.header(new ByteReader(file)));
    }

    @Test
    void shouldRefuseSamplesOfTwelveBits() {
        byte[] file = SmallFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY);
        file[at(file, SOF0) + 3] = 12;

        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> reader.header(new ByteReader(file)));
    }

    @ParameterizedTest
    @ValueSource(ints = {SOS, EOI})
    void shouldRefuseAFileWithoutAFrame(int marker) {
        byte[] file = SmallFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY);
        file[at(file, SOF0)] = (byte) marker;

        assertRefused(RejectionReason.CORRUPT, () -> reader.header(new ByteReader(file)));
    }

    @Test
    void shouldAcceptSixtyFourScansAndNoMore() throws Exception {
        reader.header(new ByteReader(scans(64)));

        assertRefused(RejectionReason.CORRUPT, () -> reader.header(new ByteReader(scans(65))));
    }

    @Test
    void shouldAcceptAFileWithoutItsEndMarker() throws Exception {
        byte[] file = SmallFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY);

        assertThat(reader.header(new ByteReader(Arrays.copyOf(file, file.length - 2)))
                        .width())
                .isEqualTo(SmallFiles.WIDTH);
    }

    private static byte[] scans(int count) {
        byte[] one = SmallFiles.encoded("jpg", BufferedImage.TYPE_BYTE_GRAY);
        int scan = at(one, SOS) - 1;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(one, 0, scan);
        for (int i = 0; i < count; i++) {
            file.write(one, scan, one.length - 2 - scan);
        }
        file.writeBytes(new byte[] {(byte) 0xff, (byte) EOI});
        return file.toByteArray();
    }

    private static int at(byte[] file, int marker) {
        int at = 0;
        while ((file[at] & 0xff) != 0xff || (file[at + 1] & 0xff) != marker) {
            at++;
        }
        return at + 1;
    }
}
