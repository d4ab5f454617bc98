package dev.thorax.imaging;

import dev.thorax.imaging.UnacceptableScanException.Reason;

/**
 * Turns the file that a device sent into a canonical image, in time and memory bounded by the limits below: the header
 * is judged before a pixel is decoded.
 *
 * <p>Orientation (EXIF, TIFF) is applied. Colour becomes luma. Transparent pixels lie over black, but where every pixel
 * is transparent the transparency is taken for a mistake and ignored. Of more bits than 8, as many count as the brightest
 * pixel needs (of 10, 12, 14, 16), since devices store 12 bits in 16. Of several pages or frames the first is taken.
 */
public final class ImageDecoder {
    /** Largest file, in bytes. */
    public static final int MAX_BYTES = 32 << 20;
    /** Most pixels of the stored picture. */
    public static final long MAX_PIXELS = 64_000_000;
    /** Most bytes that the decoder may hold: the decoded pixels and what it keeps beside them. */
    public static final long MAX_DECODED_BYTES = 256L << 20;
    /** Least pixels of each side. */
    public static final int MIN_SIDE = 32;
    /** Longest side of a canonical image, in pixels. */
    public static final int LONG_SIDE = 512;
    /** How many times longer than the other a side may be: the canonical image keeps at least 32 pixels. */
    private static final int MAX_ASPECT = 16;

    private ImageDecoder() {}

    /**
     * Decodes a PNG, JPEG, WebP or TIFF file.
     *
     * @param file the bytes of one file
     * @throws UnacceptableScanException with a sentence, for anything that is not a whole picture within the limits
     */
    public static DecodedScan decode(byte[] file) throws UnacceptableScanException {
        checkLength(file);
        ByteReader bytes = new ByteReader(file);
        ScanFormat format = ScanFormat.of(bytes)
                .orElseThrow(() -> new UnacceptableScanException(
                        Reason.NOT_AN_IMAGE,
                        "The bytes are not a picture in a known format; send a PNG, JPEG, WebP or TIFF file."));
        ImageHeader header = format.reader().header(bytes);
        checkSize(header);
        format.reader().verify(bytes);
        return new DecodedScan(format.mediaType(), PixelDecoder.decode(file, header));
    }

    private static void checkLength(byte[] file) throws UnacceptableScanException {
        if (file.length == 0) {
            throw new UnacceptableScanException(Reason.EMPTY, "The file is empty; send the picture again.");
        }
        if (file.length > MAX_BYTES) {
            throw tooLarge(file.length);
        }
    }

    /** The refusal of a file of {@code length} bytes, more than {@link #MAX_BYTES}. */
    public static UnacceptableScanException tooLarge(long length) {
        return new UnacceptableScanException(
                Reason.TOO_LARGE,
                "The file has " + length + " bytes, but at most " + MAX_BYTES
                        + " (32 MiB) are taken; send it compressed or smaller.");
    }

    static void checkSize(ImageHeader header) throws UnacceptableScanException {
        long width = header.width();
        long height = header.height();
        String size = "The picture is " + width + " x " + height + " pixels, ";
        if (Math.min(width, height) < MIN_SIDE) {
            throw new UnacceptableScanException(
                    Reason.TOO_SMALL,
                    size + "but a radiograph needs at least " + MIN_SIDE + " x " + MIN_SIDE
                            + "; send the picture itself and not its thumbnail.");
        }
        if (width > MAX_PIXELS / height
                || width * height * header.bytesPerPixel() + header.bufferBytes() > MAX_DECODED_BYTES) {
            throw new UnacceptableScanException(
                    Reason.TOO_MANY_PIXELS,
                    size + "but at most 64 million pixels or 256 MiB decoded are taken; send it smaller.");
        }
        if (Math.max(width, height) > MAX_ASPECT * Math.min(width, height)) {
            throw new UnacceptableScanException(
                    Reason.TOO_SMALL,
                    size + "and one side is more than " + MAX_ASPECT
                            + " times the other; send the whole radiograph and not a strip.");
        }
    }
}
