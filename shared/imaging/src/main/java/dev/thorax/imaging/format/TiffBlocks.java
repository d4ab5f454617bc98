package dev.thorax.imaging.format;

/**
 * The strips or tiles in which a TIFF page stores its pixels. OpenCV (4.13) and libtiff each hold one at a time.
 *
 * @param tiled whether they are tiles
 * @param width pixels a row
 * @param height rows; those of a strip are at most those of the page, since below that its buffer, though reserved up to
 *     1 GiB, is never touched
 */
record TiffBlocks(boolean tiled, long width, long height) {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int ROWS_PER_STRIP = 278;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final long MAX_TILE_SIDE = 4096;

    /** Returns the blocks of a page. As in libtiff, a page is tiled if either side of its tiles is given. OpenCV takes 0 for the whole side. */
    static TiffBlocks of(TiffDirectory page) throws UnacceptableScanException {
        long width = page.value(WIDTH, 0);
        long height = page.value(HEIGHT, 0);
        long tileWidth = page.value(TILE_WIDTH, 0);
        long tileHeight = page.value(TILE_HEIGHT, 0);
        if (Math.max(tileWidth, tileHeight) > MAX_TILE_SIDE) {
            throw TiffReader.unsupported("its tiles are larger than " + MAX_TILE_SIDE + " pixels");
        }
        if (page.count(TILE_WIDTH) + page.count(TILE_HEIGHT) == 0) {
            return new TiffBlocks(false, width, Math.min(height, page.value(ROWS_PER_STRIP, height)));
        }
        return new TiffBlocks(true, tileWidth == 0 ? width : tileWidth, tileHeight == 0 ? height : tileHeight);
    }

    long pixels() {
        return width * height;
    }
}
