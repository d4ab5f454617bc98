package dev.thorax.imaging.decode;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * Turns the file that a device sent into a canonical image, in bounded time and memory. The header is judged before a pixel is
 * decoded.
 *
 * <p>Orientation (EXIF, TIFF) is applied. Colour becomes luma. Transparent pixels lie over black. If every pixel is transparent, the
 * transparency is ignored as a mistake. If pixels have more than 8 bits, as many bits count as the brightest pixel needs (of 10, 12, 14,
 * 16), since devices store 12 bits in 16. Only the first page or frame is decoded.
 */
public final class ImageDecoder {
    /** Largest file, in bytes. */
    public static final int MAX_BYTES = ScanLimits.FILE;
    /** Largest number of pixels of the stored picture. */
    public static final long MAX_PIXELS = 64_000_000;
    /** Largest number of bytes that the decoder may hold: the decoded pixels and its buffers. */
    public static final long MAX_DECODED_BYTES = 256L << 20;
    /** Shortest side, in pixels. */
    public static final int MIN_SIDE = 32;
    /** Longest side of a canonical image, in pixels. */
    public static final int LONG_SIDE = 512;
    /** Largest ratio of the sides, so that the canonical image keeps at least 32 pixels on its short side. */
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
                        RejectionReason.NOT_AN_IMAGE,
                        "The bytes are not a picture in a known format; send a PNG, JPEG, WebP or TIFF file."));
        ImageHeader header = format.header(bytes);
        checkSize(header);
        format.verify(bytes);
        return new DecodedScan(format.mediaType(), PixelDecoder.decode(file, header));
    }

    private static void checkLength(byte[] file) throws UnacceptableScanException {
        if (file.length == 0) {
            throw new UnacceptableScanException(RejectionReason.EMPTY, "The file is empty; send the picture again.");
        }
        if (file.length > MAX_BYTES) {
            throw tooLarge(file.length);
        }
    }

    /** Returns the rejection of a file of {@code length} bytes, which are more than {@link #MAX_BYTES}. */
    public static UnacceptableScanException tooLarge(long length) {
        return new UnacceptableScanException(
                RejectionReason.TOO_LARGE,
                "The file has " + length + " bytes, but at most " + MAX_BYTES
                        + " (32 MiB) are taken; send it compressed or smaller.");
    }

    static void checkSize(ImageHeader header) throws UnacceptableScanException {
        long width = header.width();
        long height = header.height();
        String size = "The picture is " + width + " x " + height + " pixels, ";
        if (Math.min(width, height) < MIN_SIDE) {
            throw new UnacceptableScanException(
                    RejectionReason.TOO_SMALL,
                    size + "but a radiograph needs at least " + MIN_SIDE + " x " + MIN_SIDE
                            + "; send the picture itself and not its thumbnail.");
        }
        if (width > MAX_PIXELS / height
                || width * height * header.bytesPerPixel() + header.bufferBytes() > MAX_DECODED_BYTES) {
            throw new UnacceptableScanException(
                    RejectionReason.TOO_MANY_PIXELS,
                    size + "but at most 64 million pixels or 256 MiB decoded are taken; send it smaller.");
        }
        if (Math.max(width, height) > MAX_ASPECT * Math.min(width, height)) {
            throw new UnacceptableScanException(
                    RejectionReason.TOO_SMALL,
                    size + "and one side is more than " + MAX_ASPECT
                            + " times the other; send the whole radiograph and not a strip.");
        }
    }
}
