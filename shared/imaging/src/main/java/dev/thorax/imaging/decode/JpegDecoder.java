package dev.thorax.imaging.decode;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.JpegFile;
import dev.thorax.imaging.format.JpegFile.Colour;
import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * Decodes the first picture of a JPEG file with the libjpeg of the JDK. It gets the segments that make the picture and no others. A
 * warning of it means that data is missing or broken, and that it has filled in what it lacks: such a file is refused.
 */
final class JpegDecoder {
    private static final Pattern EXTRANEOUS = Pattern.compile("(\\d+) extraneous bytes before marker");

    /** Zeros at the end of a scan that libjpeg has read ahead of the last pixel. */
    private static final int READ_AHEAD = 8;

    private JpegDecoder() {}

    /** Returns the pixels of a file whose size was judged. */
    static StoredPicture decode(ByteReader bytes) throws UnacceptableScanException {
        JpegFile jpeg = JpegFile.read(bytes);
        List<String> warnings = new ArrayList<>();
        Raster raster;
        try {
            raster = raster(jpeg, warnings);
        } catch (IOException | RuntimeException e) {
            throw jpeg.incomplete(e);
        }
        if (!warnings.stream().allMatch(warning -> isPadding(warning, jpeg.padding()))) {
            throw jpeg.incomplete(new IOException(warnings.get(0)));
        }
        return picture(raster, jpeg.colour());
    }

    private static Raster raster(JpegFile jpeg, List<String> warnings) throws IOException {
        ImageReader reader = reader();
        try (ByteArrayImageInputStream input = new ByteArrayImageInputStream(jpeg.bare())) {
            reader.setInput(input, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            return reader.readRaster(0, null);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader() throws IOException {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg"); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
                return reader;
            }
        }
        throw new IllegalStateException("The Java runtime has no JPEG reader. Use one with the module java.desktop.");
    }

    /**
     * Returns whether a warning is about zeros behind the last pixel, with which some devices fill a file up. If a part of the zeros was
     * taken for pixels, the file was cut before it was filled up.
     */
    private static boolean isPadding(String warning, int zeros) {
        Matcher extraneous = EXTRANEOUS.matcher(warning);
        if (!extraneous.find() || extraneous.group(1).length() > 8) {
            return false;
        }
        int unused = Integer.parseInt(extraneous.group(1));
        return unused <= zeros && unused >= zeros - READ_AHEAD;
    }

    private static StoredPicture picture(Raster raster, Colour colour) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        int bands = raster.getNumBands();
        if (bands == 1) {
            return StoredPicture.opaque(GreyPicture.of(width, height, samples));
        }
        byte[] grey = new byte[width * height];
        for (int i = 0, at = 0; i < grey.length; i++, at += bands) {
            grey[i] = colour == Colour.YCC ? samples[at] : (byte) level(samples, at, colour);
        }
        boolean changed = colour == Colour.CMYK;
        return new StoredPicture(GreyPicture.of(width, height, grey), null, false, changed);
    }

    private static int level(byte[] samples, int at, Colour colour) {
        int first = samples[at] & 0xff;
        if (colour == Colour.GREY) {
            return first;
        }
        int second = samples[at + 1] & 0xff;
        int third = samples[at + 2] & 0xff;
        if (colour == Colour.RGB) {
            return Luma.of(first, second, third);
        }
        int black = samples[at + 3] & 0xff;
        return switch (colour) {
            case CMYK -> Luma.ofInks(first, second, third, black, 255);
            case YCCK -> Luma.ofYcck(first, second, third, black);
            default -> Luma.ofInvertedInks(first, second, third, black);
        };
    }
}
