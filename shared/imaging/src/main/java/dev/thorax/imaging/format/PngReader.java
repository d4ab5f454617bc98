package dev.thorax.imaging.format;

/** Reads what PNG files say of their pictures. */
final class PngReader implements FormatReader {
    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        PngFile png = PngFile.read(file);
        PngHeader header = png.header();
        int wide = header.depth() == 16 ? 2 : 1;
        // The grey levels, and beside them the alpha that a pixel or a colour of the palette may have.
        boolean alpha = header.alpha() || header.colour() == PngHeader.PALETTE;
        return new ImageHeader(header.width(), header.height(), wide * (alpha ? 2 : 1), 0, alpha, png.orientation());
    }

    @Override
    public byte[] withoutMetadata(ByteReader file) throws UnacceptableScanException {
        return PngFile.read(file).withoutMetadata();
    }
}
