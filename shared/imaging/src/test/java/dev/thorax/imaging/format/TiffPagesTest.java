package dev.thorax.imaging.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TiffPagesTest {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int SUBFILE = 254;
    private static final int BELOW = 330;
    /** Bytes of a page as {@link #put} writes it. */
    private static final int PAGE = 2 + 4 * 12 + 4;

    @Test
    void shouldTakeTheLargestPage() throws Exception {
        assertThat(best(page(10, 10), page(30, 20), page(20, 20))).isEqualTo(1);
    }

    @Test
    void shouldTakeTheFirstOfEquals() throws Exception {
        assertThat(best(page(10, 20), page(20, 10), page(10, 20))).isZero();
    }

    /** Bit 0 is reduced resolution, bit 1 a page of several, bit 2 a mask. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "2, 1", "3, 0", "4, 0", "5, 0", "7, 0", "8, 1"})
    void shouldNotTakeAThumbnailOrAMaskHoweverLarge(int subfile, int best) throws Exception {
        assertThat(best(page(10, 10), new int[] {subfile, 90, 90, 0})).isEqualTo(best);
    }

    @Test
    void shouldTakeTheFirstPageIfAllAreThumbnails() throws Exception {
        assertThat(best(new int[] {1, 10, 10, 0}, new int[] {1, 90, 90, 0})).isZero();
    }

    /** The places of directories are whole numbers, or of the type 13 that libtiff added for them. */
    @ParameterizedTest
    @ValueSource(ints = {SmallFiles.LONG, 13})
    void shouldLookIntoDirectoriesBelowAPage(int type) throws Exception {
        ByteBuffer file = file(ByteOrder.LITTLE_ENDIAN, 2);
        put(file, new int[] {1, 10, 10, at(1)}, 0);
        file.putShort(at(0) + 2 + 3 * 12 + 2, (short) type);
        put(file, page(90, 90), 0);

        assertThat(TiffPages.best(new ByteReader(file.array())).start()).isEqualTo(at(1));
    }

    @Test
    void shouldCompareAreasThatDoNotFitIntoALong() throws Exception {
        assertThat(best(page(-2, -2), page(1, 1), page(-1, -1))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldNotFollowPagesInACircle(int back) throws Exception {
        ByteBuffer file = file(ByteOrder.BIG_ENDIAN, 3);
        put(file, page(10, 10), at(1));
        put(file, new int[] {0, 30, 30, at(back)}, at(2));
        put(file, new int[] {0, 20, 20, at(back)}, at(back));

        assertThat(TiffPages.best(new ByteReader(file.array())).start()).isEqualTo(at(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0x7fff_ffff, -1, 9999})
    void shouldNotCountAPageThatCannotBeRead(int next) throws Exception {
        ByteBuffer file = file(ByteOrder.LITTLE_ENDIAN, 1);
        put(file, new int[] {0, 10, 10, next}, next);

        assertThat(TiffPages.best(new ByteReader(file.array())).start()).isEqualTo(at(0));
    }

    @Test
    void shouldRefuseAFileWhoseFirstPageCannotBeRead() {
        ByteBuffer file = file(ByteOrder.LITTLE_ENDIAN, 1).putInt(4, 9999);

        assertRefused(RejectionReason.TRUNCATED, () -> TiffPages.best(new ByteReader(file.array())));
        assertRefused(RejectionReason.TRUNCATED, () -> TiffPages.best(new ByteReader(new byte[] {'I', 'I', 42, 0})));
    }

    @Test
    void shouldRefuseMorePagesThanItReads() throws Exception {
        int[][] pages = new int[1000][];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = page(1 + i, 1);
        }

        assertThatThrownBy(() -> best(pages)).hasMessageContaining("more than 256 pages");
    }

    /** Each page names the next as one below it. */
    @Test
    void shouldRefuseMoreDirectoriesBelowEachOtherThanItReads() throws Exception {
        ByteBuffer file = file(ByteOrder.LITTLE_ENDIAN, 1000);
        for (int i = 0; i < 1000; i++) {
            put(file, new int[] {0, 1 + i, 1, i < 999 ? at(i + 1) : 0}, 0);
        }

        assertThatThrownBy(() -> TiffPages.best(new ByteReader(file.array())))
                .hasMessageContaining("more than 256 pages");
    }

    /** Pages that share their entries would take far more memory than the bytes of the file. */
    @Test
    void shouldRefuseMoreEntriesThanItReads() throws Exception {
        int huge = at(1);
        int last = huge + 2 + 12 * 0xffff + 4;
        ByteBuffer file = ByteBuffer.allocate(last + PAGE).order(ByteOrder.LITTLE_ENDIAN);
        file.put(file(ByteOrder.LITTLE_ENDIAN, 0).array());
        put(file, page(10, 10), huge);
        file.putShort((short) 0xffff);
        for (int tag = 0; tag < 0xffff; tag++) {
            boolean side = tag == WIDTH || tag == HEIGHT;
            file.putShort((short) tag)
                    .putShort((short) SmallFiles.LONG)
                    .putInt(1)
                    .putInt(side ? 20 : 0);
        }
        file.putInt(last);
        put(file, page(30, 30), 0);

        assertThatThrownBy(() -> TiffPages.best(new ByteReader(file.array())))
                .hasMessageContaining("pages with too many entries");
    }

    private static int[] page(int width, int height) {
        return new int[] {0, width, height, 0};
    }

    /** Returns the number of the page that is taken of pages one behind the other, in both byte orders. */
    private static int best(int[]... pages) throws UnacceptableScanException {
        long[] best = new long[2];
        for (int order = 0; order < 2; order++) {
            ByteBuffer file = file(order == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, pages.length);
            for (int i = 0; i < pages.length; i++) {
                put(file, pages[i], i + 1 < pages.length ? at(i + 1) : 0);
            }
            best[order] = TiffPages.best(new ByteReader(file.array())).start();
        }
        assertThat(best[1]).isEqualTo(best[0]);
        return (int) (best[0] - 8) / PAGE;
    }

    private static int at(int page) {
        return 8 + page * PAGE;
    }

    private static ByteBuffer file(ByteOrder order, int pages) {
        ByteBuffer file = ByteBuffer.allocate(at(pages)).order(order);
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        return file.put(mark).put(mark).putShort((short) 42).putInt(8);
    }

    /** Puts a page of subfile type, width, height and the place of the directory below it. */
    private static void put(ByteBuffer file, int[] values, int next) {
        int[] tags = {SUBFILE, WIDTH, HEIGHT, BELOW};
        file.putShort((short) tags.length);
        for (int i = 0; i < tags.length; i++) {
            file.putShort((short) tags[i])
                    .putShort((short) SmallFiles.LONG)
                    .putInt(1)
                    .putInt(values[i]);
        }
        file.putInt(next);
    }
}
