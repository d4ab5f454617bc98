package dev.thorax.imaging.format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.topic.RejectionReason;

import static dev.thorax.imaging.format.SmallFiles.HEIGHT;
import static dev.thorax.imaging.format.SmallFiles.LONG;
import static dev.thorax.imaging.format.SmallFiles.WIDTH;
import static dev.thorax.imaging.format.SmallFiles.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

class TiffBlocksTest {
    private static final int ROWS_PER_STRIP = 278;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;

    @Test
    void shouldTakeTheWholePictureForOneStripIfNoRowsAreGiven() throws Exception {
        assertThat(blocks()).isEqualTo(new TiffBlocks(false, WIDTH, HEIGHT, 1, WIDTH));
        assertThat(blocks().pixels()).isEqualTo(WIDTH * HEIGHT);
    }

    @Test
    void shouldNotTakeAStripForHigherThanThePicture() throws Exception {
        assertThat(blocks(field(ROWS_PER_STRIP, 2))).isEqualTo(new TiffBlocks(false, WIDTH, 2, 3, WIDTH));
        assertThat(blocks(field(ROWS_PER_STRIP, 0xffff_ffffL)))
                .isEqualTo(new TiffBlocks(false, WIDTH, HEIGHT, 1, WIDTH));
    }

    @Test
    void shouldRefuseATileThatLacksASide() throws Exception {
        assertThat(blocks(field(TILE_WIDTH, 16), field(TILE_HEIGHT, 32)))
                .isEqualTo(new TiffBlocks(true, 16, 32, 1, 16));
        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> blocks(field(TILE_WIDTH, 16)));
        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> blocks(field(TILE_HEIGHT, 16)));
    }

    @ParameterizedTest
    @ValueSource(ints = {TILE_WIDTH, TILE_HEIGHT})
    void shouldRefuseHugeTiles(int tag) throws Exception {
        int other = TILE_WIDTH + TILE_HEIGHT - tag;

        assertThat(blocks(field(tag, 4096), field(other, 16)).tiled()).isTrue();
        assertRefused(RejectionReason.FORMAT_NOT_SUPPORTED, () -> blocks(field(tag, 4097), field(other, 16)));
    }

    private static long[] field(int tag, long value) {
        return new long[] {tag, LONG, 1, value};
    }

    private static TiffBlocks blocks(long[]... fields) throws UnacceptableScanException {
        return TiffBlocks.of(TiffDirectory.read(new ByteReader(SmallFiles.tiff(fields))), 1, 8);
    }
}
