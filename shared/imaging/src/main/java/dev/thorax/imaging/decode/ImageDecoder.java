package dev.thorax.imaging.decode;

import javax.imageio.ImageIO;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.contracts.topic.ScanLimits;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * Turns the file that a device sent into a canonical image, in bounded time and memory. The header is judged before a pixel is
 * decoded.
 *
 * <p>Orientation (EXIF, TIFF) is applied. Colour becomes luma. Transparent pixels lie over black, the largest alpha being opaque. If every
 * pixel is transparent, the transparency is ignored as a mistake. Pixels of more than 8 bits are windowed by the picture itself
 * ({@link Histogram}). Of several pages of a TIFF file the one in full resolution is decoded, of several frames the first.
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
    public static final int LONG_SIDE = CanonicalImage.LONG_SIDE;
    /** Fewest grey levels. A picture with fewer shows nothing. */
    public static final int MIN_LEVELS = 16;
    /** Largest ratio of the sides, so that the canonical image keeps at least 32 pixels on its short side. */
    private static final int MAX_ASPECT = 16;

    static {
        // No decoder needs a display, and the services have none.
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

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
        ScanFormat format = ScanFormat.require(bytes);
        ImageHeader header = format.header(bytes);
        checkSize(header);
        format.verify(bytes);
        return PixelDecoder.decode(format, file, header);
    }

    /**
     * Decodes the mask of a scan from a PNG, JPEG, WebP or TIFF file, within the same limits.
     *
     * @return the mask in the geometry of a canonical image: 255 where it is brighter than half, else 0
     * @throws UnacceptableScanException with a sentence, for anything that is not a whole picture of 8 bits within the limits, or
     *     marks nothing or everything
     */
    public static DecodedScan decodeMask(byte[] file) throws UnacceptableScanException {
        checkLength(file);
        ByteReader bytes = new ByteReader(file);
        ScanFormat format = ScanFormat.require(bytes);
        ImageHeader header = format.header(bytes);
        checkSize(header);
        format.verify(bytes);
        return PixelDecoder.decodeMask(format, file, header);
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
                "The file has " + length + " bytes, but at most " + MAX_BYTES + " (" + (MAX_BYTES >> 20)
                        + " MiB) are taken; send it compressed or smaller.");
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
