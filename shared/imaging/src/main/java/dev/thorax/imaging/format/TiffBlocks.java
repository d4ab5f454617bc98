package dev.thorax.imaging.format;

import dev.thorax.contracts.topic.RejectionReason;

/**
 * The strips or tiles in which a TIFF page stores its pixels.
 *
 * @param tiled whether they are tiles
 * @param width pixels a row
 * @param height rows; those of a strip are at most those of the page
 * @param count blocks that the page needs
 * @param rowBytes bytes of a row without compression
 */
record TiffBlocks(boolean tiled, long width, long height, long count, long rowBytes) {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int COMPRESSION = 259;
    private static final int STRIP_OFFSETS = 273;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANES = 284;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final long MAX_TILE_SIDE = 4096;
    private static final long UNCOMPRESSED = 1;
    private static final long SEPARATE = 2;

    /** Returns the blocks of a page of {@code samples} samples of {@code bits} bits. As in libtiff, a page is tiled if either side of its tiles is given. */
    static TiffBlocks of(TiffDirectory page, long samples, long bits) throws UnacceptableScanException {
        long width = page.value(WIDTH, 0);
        long height = page.value(HEIGHT, 0);
        long tileWidth = page.value(TILE_WIDTH, 0);
        long tileHeight = page.value(TILE_HEIGHT, 0);
        if (Math.max(tileWidth, tileHeight) > MAX_TILE_SIDE) {
            throw TiffReader.unsupported("its tiles are larger than " + MAX_TILE_SIDE + " pixels");
        }
        boolean tiled = page.count(TILE_WIDTH) + page.count(TILE_HEIGHT) > 0;
        if (tiled && (tileWidth == 0 || tileHeight == 0)) {
            throw TiffReader.unsupported("its tiles have no size");
        }
        long blockWidth = tiled ? tileWidth : width;
        long rows = page.value(ROWS_PER_STRIP, height);
        long blockHeight = tiled ? tileHeight : Math.max(1, Math.min(height, rows == 0 ? height : rows));
        boolean separate = samples > 1 && page.value(PLANES, 1) == SEPARATE;
        long perPlane = ceil(width, Math.max(1, blockWidth)) * ceil(height, blockHeight);
        long rowBytes = ceil(blockWidth * bits * (separate ? 1 : samples), 8);
        return new TiffBlocks(tiled, blockWidth, blockHeight, perPlane * (separate ? samples : 1), rowBytes);
    }

    private static long ceil(long value, long unit) {
        return (value + unit - 1) / unit;
    }

    /**
     * Checks that the file has all blocks, each within it and, if there is no compression, each with all of its rows. Without
     * compression the number of bytes of a block may be missing.
     */
    void verify(ByteReader file, TiffDirectory page) throws UnacceptableScanException {
        int offsets = tiled && page.has(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS;
        int lengths = offsets == TILE_OFFSETS ? TILE_BYTES : STRIP_BYTES;
        boolean plain = page.first(COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED;
        long known = page.count(lengths);
        if (page.count(offsets) < count || count == 0 || known != page.count(offsets) && !(plain && known == 0)) {
            throw new UnacceptableScanException(
                    RejectionReason.CORRUPT,
                    "The TIFF file does not say where its pixels are; save the picture again.");
        }
        for (long i = 0; i < count; i++) {
            long length = known == 0 ? 0 : page.at(lengths, i);
            long least = plain ? least(page, i) : 0;
            if (plain && isPadded(page.first(TiffReader.BITS, 1), length, least)) {
                throw TiffReader.unsupported("it names fewer bits than the 16 in which each of its samples stands");
            }
            if (length != 0 && length < least) {
                throw new UnacceptableScanException(
                        RejectionReason.TRUNCATED,
                        "A part of the TIFF file has fewer bytes than its pixels need; save the picture again.");
            }
            file.require(page.at(offsets, i), plain ? least : length);
        }
    }

    /** Passes place and bytes of each block to {@code blocks}. Of rows without compression, what stands behind them is no part. */
    void forEach(TiffDirectory page, Visitor blocks) throws UnacceptableScanException {
        int offsets = tiled && page.has(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS;
        int lengths = offsets == TILE_OFFSETS ? TILE_BYTES : STRIP_BYTES;
        boolean plain = page.first(COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED;
        boolean known = page.count(lengths) > 0;
        for (long i = 0; i < count; i++) {
            blocks.visit(page.at(offsets, i), plain || !known ? least(page, i) : page.at(lengths, i));
        }
    }

    /** Takes one block. */
    @FunctionalInterface
    interface Visitor {
        void visit(long at, long length) throws UnacceptableScanException;
    }

    /** Returns whether a block has room for samples of 16 bits though they should be packed. */
    private static boolean isPadded(long bits, long length, long least) {
        return bits > Byte.SIZE && bits < Short.SIZE && length >= least * Short.SIZE / bits;
    }

    /** Returns the bytes of the rows of block {@code index} without compression. The last strip of a plane may be lower than the others. */
    private long least(TiffDirectory page, long index) throws UnacceptableScanException {
        long all = page.value(HEIGHT, 0);
        long perPlane = ceil(all, height);
        long rows = tiled ? height : Math.min(height, all - index % perPlane * height);
        return rows * rowBytes;
    }

    long pixels() {
        return width * height;
    }
}
