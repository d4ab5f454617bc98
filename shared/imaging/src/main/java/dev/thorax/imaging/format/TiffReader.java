package dev.thorax.imaging.format;

import java.util.Set;

import dev.thorax.contracts.topic.RejectionReason;

/** Reads the first page of TIFF 6.0 files. */
final class TiffReader implements FormatReader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int STRIP_BYTES = 279;
    /** PlanarConfiguration: 1 if the samples of a pixel lie side by side. */
    private static final int PLANES = 284;

    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int SAMPLE_FORMAT = 339;
    private static final long WHITE_IS_ZERO = 0;
    private static final long BLACK_IS_ZERO = 1;
    private static final long RGB = 2;
    /** RGB, CMYK, YCbCr, CIELab. */
    private static final Set<Long> COLOURS = Set.of(RGB, 5L, 6L, 8L);
    /** The colours above, the two kinds of grey, and the palette, without the LogLuv kinds, which OpenCV decodes to 32-bit floats. */
    private static final Set<Long> PHOTOMETRICS = Set.of(WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, 3L, 5L, 6L, 8L);
    /** None, LZW, JPEG, Deflate (two numbers), PackBits. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 5L, 7L, 8L, 32946L, 32773L);

    private static final Set<Long> DEPTHS = Set.of(1L, 8L, 16L);
    /** Orientations that libtiff's RGBA mirrors from left to right, but each tile in its place (tif_getimage.c). */
    private static final Set<Long> MIRRORED = Set.of(2L, 3L, 6L, 7L);

    private static final long RGBA_BYTES = 4;

    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        if (file.has(2, "+") || file.has(3, "+")) {
            throw unsupported("it is a BigTIFF");
        }
        TiffDirectory page = TiffDirectory.read(file);
        long photometric = page.value(PHOTOMETRIC, BLACK_IS_ZERO);
        if (!PHOTOMETRICS.contains(photometric)) {
            throw unsupported("its colours are of a rare kind");
        }
        long bits = page.first(BITS, 1);
        long samples = page.value(SAMPLES, COLOURS.contains(photometric) ? 3 : 1);
        if (!DEPTHS.contains(bits) || page.first(SAMPLE_FORMAT, 1) != 1 || samples < 1 || samples > 4) {
            throw unsupported("its pixels are not one to four whole numbers of 1, 8 or 16 bits");
        }
        if (!COMPRESSIONS.contains(page.first(COMPRESSION, 1))) {
            throw unsupported("its compression is a rare one");
        }
        // OpenCV copies these samples; all else goes through libtiff's RGBA, whose grey is kept with 8 bits.
        boolean copied = bits == 16 && photometric <= RGB && samples != 2;
        if (copied && samples > 1 && page.value(PLANES, 1) != 1) {
            throw unsupported("its 16-bit colours lie in separate planes");
        }
        TiffBlocks blocks = TiffBlocks.of(page);
        if (blocks.tiled() && !copied && MIRRORED.contains(page.value(ORIENTATION, 1))) {
            throw unsupported("its tiles are mirrored");
        }
        long bufferBytes = samples * Math.max(1, bits / 8) + (copied ? 0 : RGBA_BYTES);
        return new ImageHeader(
                page.value(WIDTH, 0),
                page.value(HEIGHT, 0),
                copied ? 2 : 1,
                blocks.pixels() * bufferBytes,
                false,
                ImageHeader.BY_OPENCV,
                photometric == WHITE_IS_ZERO);
    }

    @Override
    public void verify(ByteReader file) throws UnacceptableScanException {
        TiffDirectory page = TiffDirectory.read(file);
        long blocks = verified(file, page, STRIP_OFFSETS, STRIP_BYTES) + verified(file, page, TILE_OFFSETS, TILE_BYTES);
        if (blocks == 0) {
            throw nowhere();
        }
    }

    /** Returns how many blocks two tags list, after a check that all of them lie within the file. */
    private static long verified(ByteReader file, TiffDirectory page, int offsets, int lengths)
            throws UnacceptableScanException {
        long count = page.count(offsets);
        if (page.count(lengths) != count) {
            throw nowhere();
        }
        for (long i = 0; i < count; i++) {
            file.require(page.at(offsets, i), page.at(lengths, i));
        }
        return count;
    }

    private static UnacceptableScanException nowhere() {
        return new UnacceptableScanException(
                RejectionReason.CORRUPT, "The TIFF file does not say where its pixels are; save the picture again.");
    }

    /** Returns the rejection of a TIFF file of a kind that is not read. */
    static UnacceptableScanException unsupported(String because) {
        return new UnacceptableScanException(
                RejectionReason.FORMAT_NOT_SUPPORTED,
                "Thorax cannot read this TIFF file because " + because
                        + "; save it with 8 or 16 bits, uncompressed or with LZW, or send a PNG.");
    }
}
