package dev.thorax.imaging;

import java.util.Set;

import dev.thorax.imaging.UnacceptableScan.Reason;

/** TIFF 6.0, first page only. */
final class TiffReader implements FormatReader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int STRIP_BYTES = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int SAMPLE_FORMAT = 339;
    private static final long WHITE_IS_ZERO = 0;
    private static final long BLACK_IS_ZERO = 1;
    /** None, LZW, JPEG, Deflate (two numbers), PackBits. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 5L, 7L, 8L, 32946L, 32773L);

    private static final Set<Long> DEPTHS = Set.of(1L, 8L, 16L);
    private static final long MAX_TILE_SIDE = 4096;

    @Override
    public ImageHeader header(Bytes file) throws UnacceptableScan {
        if (file.has(2, "+") || file.has(3, "+")) {
            throw unsupported("it is a BigTIFF");
        }
        TiffDirectory page = TiffDirectory.read(file);
        long bits = page.value(BITS, 1);
        long samples = page.value(SAMPLES, 1);
        if (!DEPTHS.contains(bits) || page.value(SAMPLE_FORMAT, 1) != 1 || samples > 4) {
            throw unsupported("its pixels are not one to four whole numbers of 1, 8 or 16 bits");
        }
        if (!COMPRESSIONS.contains(page.value(COMPRESSION, 1))) {
            throw unsupported("its compression is a rare one");
        }
        if (Math.max(page.value(TILE_WIDTH, 1), page.value(TILE_HEIGHT, 1)) > MAX_TILE_SIDE) {
            throw unsupported("its tiles are larger than " + MAX_TILE_SIDE + " pixels");
        }
        int bytesPerPixel = (int) (Math.max(1, samples) * Math.max(1, bits / 8));
        boolean whiteIsZero = page.value(PHOTOMETRIC, BLACK_IS_ZERO) == WHITE_IS_ZERO;
        return new ImageHeader(page.value(WIDTH, 0), page.value(HEIGHT, 0), bytesPerPixel, false, 1, whiteIsZero);
    }

    @Override
    public void verify(Bytes file) throws UnacceptableScan {
        TiffDirectory page = TiffDirectory.read(file);
        boolean tiled = page.count(TILE_OFFSETS) > 0;
        int offsets = tiled ? TILE_OFFSETS : STRIP_OFFSETS;
        int lengths = tiled ? TILE_BYTES : STRIP_BYTES;
        long count = page.count(offsets);
        if (count == 0 || page.count(lengths) != count) {
            throw new UnacceptableScan(
                    Reason.CORRUPT, "The TIFF file does not say where its pixels are; save the picture again.");
        }
        for (long i = 0; i < count; i++) {
            file.require(page.value(offsets, i, 0), page.value(lengths, i, 0));
        }
    }

    private static UnacceptableScan unsupported(String because) {
        return new UnacceptableScan(
                Reason.FORMAT_NOT_SUPPORTED,
                "Thorax cannot read this TIFF file because " + because
                        + "; save it with 8 or 16 bits, uncompressed or with LZW, or send a PNG.");
    }
}
