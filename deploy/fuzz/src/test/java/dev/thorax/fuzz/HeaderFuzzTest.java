package dev.thorax.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the headers of all formats, and looks whether the file is whole, whatever its first bytes are. No pixel is decoded. */
class HeaderFuzzTest {
    private static final int MOST_MIB = 64;

    @FuzzTest
    void header(byte[] file) throws Exception {
        for (ScanFormat format : ScanFormat.values()) {
            try {
                check(Measured.call(file, MOST_MIB, () -> format.header(new ByteReader(file))));
            } catch (UnacceptableScanException e) {
                Sentences.check(e);
            }
        }
        try {
            ScanFormat format = ScanFormat.require(new ByteReader(file));
            Measured.call(file, MOST_MIB, () -> verified(format, file));
        } catch (UnacceptableScanException e) {
            Sentences.check(e);
        }
    }

    private static boolean verified(ScanFormat format, byte[] file) throws UnacceptableScanException {
        format.header(new ByteReader(file));
        format.verify(new ByteReader(file));
        format.withoutMetadata(new ByteReader(file));
        return true;
    }

    private static void check(ImageHeader header) {
        assertThat(header.width()).isNotNegative();
        assertThat(header.height()).isNotNegative();
        assertThat(header.bytesPerPixel()).isPositive();
        assertThat(header.orientation()).isBetween(1, 8);
    }
}
