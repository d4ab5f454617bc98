package dev.thorax.imaging.format;

/**
 * Holds the header of a PNG file.
 *
 * @param width pixels a row
 * @param height rows
 * @param depth bits a sample: 1, 2, 4, 8 or 16
 * @param colour PNG's colour type: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 * @param interlaced whether the pixels come in the seven passes of Adam7
 */
public record PngHeader(long width, long height, int depth, int colour, boolean interlaced) {
    /** Colour type of one grey sample a pixel. */
    public static final int GREY = 0;
    /** Colour type of three samples a pixel. */
    public static final int RGB = 2;
    /** Colour type of one index a pixel. */
    public static final int PALETTE = 3;
    /** Colour type of a grey and an alpha sample a pixel. */
    public static final int GREY_ALPHA = 4;
    /** Colour type of four samples a pixel. */
    public static final int RGBA = 6;

    static PngHeader read(ByteReader file, int chunk) throws UnacceptableScanException {
        if (!file.has(chunk + 4, "IHDR")) {
            file.require(chunk, 12);
            throw PngFile.corrupt("does not begin with its header");
        }
        long data = chunk + 8L;
        file.require(data, 13);
        PngHeader header = new PngHeader(
                file.u32(data), file.u32(data + 4), file.u8(data + 8), file.u8(data + 9), file.u8(data + 12) != 0);
        if (!header.isLegal()) {
            throw PngFile.corrupt("names a kind of pixels that does not exist");
        }
        return header;
    }

    private boolean isLegal() {
        boolean whole = depth == 8 || depth == 16;
        return switch (colour) {
            case GREY -> whole || depth == 1 || depth == 2 || depth == 4;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GREY_ALPHA, RGBA -> whole;
            default -> false;
        };
    }

    /** Returns the samples of a pixel, 1 to 4. */
    public int samples() {
        return switch (colour) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGBA -> 4;
            default -> 1;
        };
    }

    /** Returns whether the last sample of a pixel is its alpha. */
    public boolean alpha() {
        return colour == GREY_ALPHA || colour == RGBA;
    }
}
