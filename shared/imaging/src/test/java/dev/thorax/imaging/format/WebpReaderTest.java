package dev.thorax.imaging.format;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class WebpReaderTest {
    private static final int LOSSLESS = 0x2f;

    private final WebpReader reader = new WebpReader();

    /** 14 bits hold the width less 1, the next 14 the height less 1, and the next one whether there is alpha. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadTheBitsOfALosslessFile(boolean alpha) throws Exception {
        int bits = 1000 - 1 | 700 - 1 << 14 | (alpha ? 1 << 28 : 0);
        byte[] file =
                SmallFiles.webp("VP8L", LOSSLESS, bits & 0xff, bits >> 8 & 0xff, bits >> 16 & 0xff, bits >> 24 & 0xff);

        assertThat(reader.header(new ByteReader(file))).isEqualTo(new ImageHeader(1000, 700, 4, 0, alpha, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadTheCanvasOfAnExtendedFile(boolean alpha) throws Exception {
        byte[] file = SmallFiles.webp("VP8X", alpha ? 0x10 : 0, 0, 0, 0, 0xe7, 3, 0, 0xff, 0xff, 1);

        assertThat(reader.header(new ByteReader(file))).isEqualTo(new ImageHeader(1000, 131_072, 4, 0, alpha, 1));
    }

    @Test
    void shouldIgnoreTheScaleInTheUpperBitsOfALossyFile() throws Exception {
        byte[] file = SmallFiles.webp("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, 8, 0x40, 6, 0x80);

        assertThat(reader.header(new ByteReader(file))).isEqualTo(new ImageHeader(8, 6, 4, 0, false, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VP8 ", "VP8L"})
    void shouldRefusePixelsThatEndInZeros(String chunk) throws Exception {
        int[] data = new int[165];
        Arrays.fill(data, 0, 102, 7);
        reader.verify(new ByteReader(SmallFiles.webp(chunk, data)));

        data[101] = 0;

        assertRefused(RejectionReason.TRUNCATED, () -> reader.verify(new ByteReader(SmallFiles.webp(chunk, data))));
    }

    @Test
    void shouldRefuseAFileWhoseFirstChunkIsNoPicture() {
        byte[] file = SmallFiles.webp("ICCP", 0, 0);

        assertRefused(RejectionReason.CORRUPT, () -> reader.header(new ByteReader(file)));
    }
}
