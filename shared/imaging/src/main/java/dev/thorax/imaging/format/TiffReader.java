package dev.thorax.imaging.format;

import java.util.Set;

import dev.thorax.contracts.topic.RejectionReason;

/** Reads what TIFF 6.0 files say of their pictures. */
final class TiffReader implements FormatReader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int UNDEFINED = 4;
    private static final int SAMPLE_FORMAT = 339;
    private static final long PALETTE = 3;
    private static final long JPEG = 7;
    /** RGB, CMYK, YCbCr, CIELab. */
    private static final Set<Long> COLOURS = Set.of(2L, 5L, 6L, 8L);
    /** The colours above, the two kinds of grey, and the palette. */
    private static final Set<Long> PHOTOMETRICS = Set.of(0L, 1L, 2L, PALETTE, 5L, 6L, 8L);
    /** None, LZW, JPEG, Deflate (two numbers), PackBits. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 5L, JPEG, 8L, 32946L, 32773L);

    private static final Set<Long> DEPTHS = Set.of(1L, 2L, 4L, 8L, 10L, 12L, 14L, 16L);

    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        TiffFile tiff = file(file);
        TiffDirectory page = tiff.page();
        TiffBlocks blocks = TiffBlocks.of(page, tiff.samples(), tiff.bits());
        int bytes = tiff.bits() > 8 ? 2 : 1;
        // A picture of one sample a pixel is decoded in place, unless it has fewer than 8 bits or a palette.
        boolean inPlace = tiff.samples() == 1 && tiff.bits() >= 8 && tiff.photometric() != PALETTE;
        boolean jpeg = page.first(COMPRESSION, 1) == JPEG;
        long orientation = page.value(ORIENTATION, 1);
        return new ImageHeader(
                page.value(WIDTH, 0),
                page.value(HEIGHT, 0),
                bytes * (inPlace ? 1 : 1 + tiff.samples() + (tiff.unassociatedAlpha() ? 1 : 0)),
                blocks.pixels() * (jpeg ? 1 + 2L * tiff.samples() : 0),
                tiff.unassociatedAlpha(),
                orientation >= 1 && orientation <= 8 ? (int) orientation : 1);
    }

    /** Returns the page of the picture, after a check that its pixels are of a kind that is read. */
    static TiffFile file(ByteReader file) throws UnacceptableScanException {
        if (file.has(2, "+") || file.has(3, "+")) {
            throw unsupported("it is a BigTIFF");
        }
        TiffDirectory page = TiffPages.best(file);
        long photometric = page.value(PHOTOMETRIC, 1);
        if (!PHOTOMETRICS.contains(photometric)) {
            throw unsupported("its colours are of a rare kind");
        }
        long bits = page.first(BITS, 1);
        long samples = page.value(SAMPLES, COLOURS.contains(photometric) ? 3 : 1);
        long sampleFormat = page.first(SAMPLE_FORMAT, 1);
        if (!DEPTHS.contains(bits) || sampleFormat != 1 && sampleFormat != UNDEFINED || samples < 1 || samples > 4) {
            throw unsupported("its pixels are not one to four whole numbers of 1 to 16 bits without a sign");
        }
        for (long i = 1; i < Math.min(samples, page.count(BITS)); i++) {
            if (page.at(BITS, i) != bits) {
                throw unsupported("its samples differ in their bits");
            }
        }
        if (!COMPRESSIONS.contains(page.first(COMPRESSION, 1))) {
            throw unsupported("its compression is a rare one");
        }
        boolean first = page.start() == TiffDirectory.read(file).start();
        return new TiffFile(page, (int) photometric, (int) samples, (int) bits, TiffFile.isUnassociated(page), first);
    }

    @Override
    public byte[] withoutMetadata(ByteReader file) throws UnacceptableScanException {
        return TiffStripper.strip(file, file(file), header(file).orientation());
    }

    @Override
    public void verify(ByteReader file) throws UnacceptableScanException {
        TiffFile tiff = file(file);
        TiffBlocks.of(tiff.page(), tiff.samples(), tiff.bits()).verify(file, tiff.page());
    }

    /** Returns the rejection of a TIFF file of a kind that is not read. */
    static UnacceptableScanException unsupported(String because) {
        return new UnacceptableScanException(
                RejectionReason.FORMAT_NOT_SUPPORTED,
                "Thorax cannot read this TIFF file because " + because
                        + "; save it with 8 or 16 bits, uncompressed or with LZW, or send a PNG.");
    }
}
