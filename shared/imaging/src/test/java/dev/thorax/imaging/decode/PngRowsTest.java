package dev.thorax.imaging.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.PngFile.Chunk;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PngRowsTest {
    @Test
    void shouldRemoveEachFilter() throws Exception {
        byte[] file = HandmadePng.deflate(new byte[] {
            0, 10, 20, 30, 40,
            1, 1, 1, 1, 1,
            2, 5, 5, 5, -1,
            3, 10, 10, 10, 10,
            4, 1, 1, 1, 1
        });

        try (PngRows rows = new PngRows(file, List.of(new Chunk(0, file.length)))) {
            rows.begin(4, 1);

            assertThat(next(rows)).containsExactly(10, 20, 30, 40);
            assertThat(next(rows)).containsExactly(1, 2, 3, 4);
            assertThat(next(rows)).containsExactly(6, 7, 8, 3);
            assertThat(next(rows)).containsExactly(13, 20, 24, 23);
            // The neighbour that is nearest to left + above - corner: above three times, then the corner.
            assertThat(next(rows)).containsExactly(14, 21, 25, 25);
        }
    }

    @Test
    void shouldTakeTheByteOfThePixelBeforeForTheLeftOne() throws Exception {
        byte[] file =
                HandmadePng.deflate(new byte[] {1, 10, 20, 30, 1, 2, 3, 3, 4, 4, 4, 4, 4, 4, 4, 1, 1, 1, 9, 9, 9});

        try (PngRows rows = new PngRows(file, List.of(new Chunk(0, file.length)))) {
            rows.begin(6, 3);

            assertThat(next(rows)).containsExactly(10, 20, 30, 11, 22, 33);
            assertThat(next(rows)).containsExactly(9, 14, 19, 14, 22, 30);
            assertThat(next(rows)).containsExactly(10, 15, 20, 23, 31, 39);
        }
    }

    @Test
    void shouldAddBytesWithoutASign() throws Exception {
        byte[] file = HandmadePng.deflate(new byte[] {0, -56, -6, 3, 0, 0, 4, 0, 100});

        try (PngRows rows = new PngRows(file, List.of(new Chunk(0, file.length)))) {
            rows.begin(2, 1);

            assertThat(next(rows)).containsExactly(200, 250);
            assertThat(next(rows)).containsExactly(100, 175);
            assertThat(next(rows)).containsExactly(100, (175 + 100) & 0xff);
        }
    }

    @Test
    void shouldBeginAPassWithoutTheRowsOfTheOneBefore() throws Exception {
        byte[] file = HandmadePng.deflate(new byte[] {0, 7, 7, 2, 1, 2, 3});

        try (PngRows rows = new PngRows(file, List.of(new Chunk(0, file.length)))) {
            rows.begin(2, 1);
            next(rows);
            rows.begin(3, 1);

            assertThat(next(rows)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void shouldReadPixelsInPiecesOfOneByteAndOfNone() throws Exception {
        byte[] file = HandmadePng.deflate(new byte[] {0, 1, 2, 3, 0, 4, 5, 6});
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < file.length; i++) {
            chunks.add(new Chunk(i, 1));
            chunks.add(new Chunk(i, 0));
        }

        try (PngRows rows = new PngRows(file, chunks)) {
            rows.begin(3, 1);

            assertThat(next(rows)).containsExactly(1, 2, 3);
            assertThat(next(rows)).containsExactly(4, 5, 6);
            assertBroken(rows);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 127, 128, 255})
    void shouldRefuseAFilterThatDoesNotExist(int filter) {
        byte[] file = HandmadePng.deflate(new byte[] {(byte) filter, 1});

        try (PngRows rows = new PngRows(file, List.of(new Chunk(0, file.length)))) {
            rows.begin(1, 1);
            assertBroken(rows);
        }
    }

    @Test
    void shouldRefusePixelsThatEndWithinARow() {
        byte[] whole = HandmadePng.deflate(new byte[] {0, 1});
        byte[] cut = Arrays.copyOf(whole, 4);

        for (List<Chunk> chunks : List.of(List.of(new Chunk(0, whole.length)), List.<Chunk>of())) {
            try (PngRows rows = new PngRows(whole, chunks)) {
                rows.begin(1000, 1);
                assertBroken(rows);
            }
        }
        try (PngRows rows = new PngRows(cut, List.of(new Chunk(0, cut.length)))) {
            rows.begin(1, 1);
            assertBroken(rows);
        }
    }

    @Test
    void shouldKeepTheCauseOfPixelsThatBreak() {
        byte[] noise = HandmadePng.ascii("This is no zlib stream.");

        try (PngRows rows = new PngRows(noise, List.of(new Chunk(0, noise.length)))) {
            rows.begin(1, 1);
            assertThatThrownBy(rows::next).hasCauseInstanceOf(DataFormatException.class);
        }
    }

    @Test
    void shouldRefusePixelsThatNeedADictionary() {
        Deflater deflater = new Deflater();
        deflater.setDictionary(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        deflater.setInput(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
        deflater.finish();
        byte[] file = new byte[100];
        int length = deflater.deflate(file);
        deflater.end();

        try (PngRows rows = new PngRows(file, List.of(new Chunk(0, length)))) {
            rows.begin(8, 1);
            assertBroken(rows);
        }
    }

    private static void assertBroken(PngRows rows) {
        assertThatThrownBy(rows::next)
                .hasMessageContaining("end or break before its picture does")
                .isInstanceOfSatisfying(UnacceptableScanException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(RejectionReason.CORRUPT));
    }

    private static int[] next(PngRows rows) throws UnacceptableScanException {
        byte[] row = rows.next();
        int[] values = new int[row.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = row[1 + i] & 0xff;
        }
        return values;
    }
}
