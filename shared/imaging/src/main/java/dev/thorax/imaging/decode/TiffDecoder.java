package dev.thorax.imaging.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

import dev.thorax.contracts.topic.RejectionReason;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.TiffFile;
import dev.thorax.imaging.format.UnacceptableScanException;

/** Decodes the picture of a TIFF file with TwelveMonkeys. It gets one page, with the tags that make pixels and no others. */
final class TiffDecoder {
    /** Warnings after which pixels are missing or wrong. The others are about tags. */
    private static final Pattern BROKEN = Pattern.compile("(?i)corrupt|premature|inconsistent|broken");

    private TiffDecoder() {}

    /** Returns the pixels of a file whose size was judged and whose blocks were found. */
    static StoredPicture decode(ByteReader bytes) throws UnacceptableScanException {
        TiffFile tiff = TiffFile.read(bytes);
        // A damaged JPEG repeats one warning up to 32,768 times.
        Set<String> warnings = new LinkedHashSet<>();
        BufferedImage image;
        try {
            image = image(tiff.bare(bytes), warnings);
        } catch (IOException | RuntimeException e) {
            throw corrupt(e);
        }
        for (String warning : warnings) {
            if (BROKEN.matcher(warning).find()) {
                throw corrupt(new IOException(warning));
            }
        }
        return picture(image, tiff);
    }

    private static BufferedImage image(byte[] file, Set<String> warnings) throws IOException {
        ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
        try (ByteArrayImageInputStream input = new ByteArrayImageInputStream(file)) {
            reader.setInput(input, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static UnacceptableScanException corrupt(Exception cause) {
        return new UnacceptableScanException(
                RejectionReason.CORRUPT,
                "The pixels of the TIFF file end or break before its picture does, so it was damaged; send it again.",
                cause);
    }

    private static StoredPicture picture(BufferedImage image, TiffFile tiff) {
        boolean whiteIsZero = tiff.photometric() == TiffFile.WHITE_IS_ZERO;
        boolean wide = tiff.bits() > 8;
        GreyPicture grey = oneSample(image, tiff);
        GreyPicture alpha = null;
        if (grey == null) {
            grey = GreyPicture.black(image.getWidth(), image.getHeight(), wide);
            alpha = tiff.unassociatedAlpha() ? GreyPicture.black(image.getWidth(), image.getHeight(), wide) : null;
            fill(image, tiff, grey, alpha);
        }
        boolean lookedUp = image.getColorModel() instanceof IndexColorModel;
        if (whiteIsZero && !lookedUp) {
            // TwelveMonkeys inverts over 8 or 16 bits. The window inverts over the bits that are used.
            grey.invert();
            if (alpha != null) {
                alpha.invert();
            }
        }
        return new StoredPicture(grey, alpha, whiteIsZero && !lookedUp, !tiff.first());
    }

    /** Returns the pixels without a copy if they are one sample of 8 or 16 bits, otherwise null. */
    private static GreyPicture oneSample(BufferedImage image, TiffFile tiff) {
        WritableRaster raster = image.getRaster();
        boolean plain =
                raster.getNumBands() == 1 && tiff.bits() >= 8 && !(image.getColorModel() instanceof IndexColorModel);
        if (plain && raster.getDataBuffer() instanceof DataBufferByte bytes) {
            return GreyPicture.of(raster.getWidth(), raster.getHeight(), bytes.getData());
        }
        if (plain && raster.getDataBuffer() instanceof DataBufferUShort shorts) {
            return GreyPicture.of(raster.getWidth(), raster.getHeight(), shorts.getData());
        }
        return null;
    }

    private static void fill(BufferedImage image, TiffFile tiff, GreyPicture grey, GreyPicture alpha) {
        WritableRaster raster = image.getRaster();
        int bands = raster.getNumBands();
        int[] row = new int[grey.width() * bands];
        for (int y = 0; y < grey.height(); y++) {
            raster.getPixels(0, y, grey.width(), 1, row);
            for (int x = 0; x < grey.width(); x++) {
                int at = y * grey.width() + x;
                grey.set(at, level(image, tiff, row, x * bands));
                if (alpha != null) {
                    alpha.set(at, row[x * bands + bands - 1]);
                }
            }
        }
    }

    private static int level(BufferedImage image, TiffFile tiff, int[] row, int at) {
        if (image.getColorModel() instanceof IndexColorModel colours) {
            return Luma.of(colours.getRed(row[at]), colours.getGreen(row[at]), colours.getBlue(row[at]));
        }
        int bands = image.getRaster().getNumBands();
        if (tiff.photometric() == TiffFile.CMYK && bands == 4) {
            return Luma.ofInks(row[at], row[at + 1], row[at + 2], row[at + 3], tiff.bits() > 8 ? 0xffff : 0xff);
        }
        return bands < 3 ? row[at] : Luma.of(row[at], row[at + 1], row[at + 2]);
    }
}
