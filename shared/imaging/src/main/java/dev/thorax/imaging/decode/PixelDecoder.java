package dev.thorax.imaging.decode;

import dev.thorax.contracts.storage.CanonicalVersions;
import dev.thorax.contracts.storage.GreyWindow;
import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ImageHeader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Decodes the pixels of a file whose header was accepted, and makes the canonical image of them. */
final class PixelDecoder {
    private static final int EIGHT_BITS = 0xff;

    private PixelDecoder() {}

    /** Returns what becomes of {@code file}. */
    static DecodedScan decode(ScanFormat format, byte[] file, ImageHeader header) throws UnacceptableScanException {
        StoredPicture layers = stored(format, file, header);
        Histogram histogram = new Histogram(layers.histogram());
        GreyWindow window = layers.grey().isWide() ? histogram.window() : null;
        StoredPicture stored =
                layers.flat(window == null ? 0 : window.low(), window == null ? EIGHT_BITS : window.high());
        GreyPicture grey = stored.grey();
        checkLevels(histogram, window);
        boolean same = !stored.changed()
                && (window == null || window.low() == 0 && window.high() == Histogram.bits(histogram.largest()));
        GreyImage image = eightBits(shrink(grey.oriented(header.orientation()), window), window, stored.whiteIsZero());
        return new DecodedScan(
                format.mediaType(),
                image,
                new CanonicalVersions(same ? 1 : CanonicalImage.VERSION, CanonicalImage.VERSION),
                window);
    }

    /** Returns the mask that {@code file} shows. */
    static DecodedScan decodeMask(ScanFormat format, byte[] file, ImageHeader header) throws UnacceptableScanException {
        StoredPicture layers = stored(format, file, header);
        if (layers.grey().isWide()) {
            throw new UnacceptableScanException(
                    RejectionReason.FORMAT_NOT_SUPPORTED,
                    "The mask has more than 8 bits a pixel; send it with 8, white where the scan is marked.");
        }
        StoredPicture stored = layers.flat(0, EIGHT_BITS);
        GreyImage grey =
                eightBits(shrink(stored.grey().oriented(header.orientation()), null), null, stored.whiteIsZero());
        int marked = 0;
        for (int i = 0; i < grey.pixels().length; i++) {
            boolean bright = (grey.pixels()[i] & EIGHT_BITS) > EIGHT_BITS / 2;
            grey.pixels()[i] = (byte) (bright ? EIGHT_BITS : 0);
            marked += bright ? 1 : 0;
        }
        if (marked == 0 || marked == grey.pixels().length) {
            throw new UnacceptableScanException(
                    RejectionReason.BLANK,
                    "The mask marks " + (marked == 0 ? "nothing" : "the whole scan")
                            + "; send one that is white (255) where the scan is marked and black elsewhere.");
        }
        return new DecodedScan(
                format.mediaType(), grey, new CanonicalVersions(CanonicalImage.VERSION, CanonicalImage.VERSION), null);
    }

    private static StoredPicture stored(ScanFormat format, byte[] file, ImageHeader header)
            throws UnacceptableScanException {
        ByteReader bytes = new ByteReader(file);
        return switch (format) {
            case PNG -> PngDecoder.decode(bytes, file);
            case JPEG -> JpegDecoder.decode(bytes);
            case TIFF -> TiffDecoder.decode(bytes);
            case WEBP -> WebpDecoder.decode(file, header);
            case DICOM -> throw new IllegalArgumentException("DICOM files are not decoded.");
        };
    }

    private static void checkLevels(Histogram histogram, GreyWindow window) throws UnacceptableScanException {
        int levels = window == null ? histogram.levels(0, EIGHT_BITS) : histogram.levels(window.low(), window.high());
        if (levels < ImageDecoder.MIN_LEVELS) {
            throw new UnacceptableScanException(
                    RejectionReason.BLANK,
                    "The picture is blank: it has " + (levels == 1 ? "one grey level" : levels + " grey levels")
                            + ", but a radiograph has at least " + ImageDecoder.MIN_LEVELS
                            + "; check that the detector fired and send the picture itself.");
        }
    }

    private static GreyPicture shrink(GreyPicture grey, GreyWindow window) {
        int longSide = Math.max(grey.width(), grey.height());
        if (longSide <= ImageDecoder.LONG_SIDE) {
            return grey;
        }
        double scale = (double) ImageDecoder.LONG_SIDE / longSide;
        int width = (int) Math.round(grey.width() * scale);
        int height = (int) Math.round(grey.height() * scale);
        int low = window == null ? 0 : window.low();
        int high = window == null ? EIGHT_BITS : window.high();
        return AreaResampler.shrink(grey, width, height, low, high);
    }

    /** Rounds to 8 bits only after the picture was shrunk, so that the means keep their precision. */
    private static GreyImage eightBits(GreyPicture grey, GreyWindow window, boolean inverted) {
        int low = window == null ? 0 : window.low();
        int high = window == null ? EIGHT_BITS : window.high();
        float slope = (float) ((double) EIGHT_BITS / (high - low));
        byte[] pixels = new byte[grey.pixels()];
        for (int i = 0; i < pixels.length; i++) {
            int value = Math.min(high, Math.max(low, grey.get(i))) - low;
            pixels[i] = (byte) (int) Math.rint(inverted ? EIGHT_BITS - value * slope : value * slope);
        }
        return new GreyImage(grey.width(), grey.height(), pixels);
    }
}
