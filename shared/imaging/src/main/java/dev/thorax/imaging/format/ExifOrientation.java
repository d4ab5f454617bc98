package dev.thorax.imaging.format;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes EXIF data that holds an orientation and nothing else. */
final class ExifOrientation {
    /** Precedes EXIF data in JPEG files. */
    private static final byte[] JPEG_PREFIX = {'E', 'x', 'i', 'f', 0, 0};

    private ExifOrientation() {}

    /** Returns a TIFF header and one directory with one tag, for an orientation of 1 to 8. */
    static byte[] of(int orientation) {
        return new byte[] {
            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0
        };
    }

    /** Returns the payload of a segment APP1 of a JPEG file. */
    static byte[] inJpeg(int orientation) {
        return Bytes.join(JPEG_PREFIX, of(orientation));
    }

    /** Returns the data of a chunk tEXt of a PNG file, as ImageMagick writes it. */
    static byte[] inText(int orientation) {
        byte[] exif = inJpeg(orientation);
        String text = "Raw profile type exif\0\nexif\n%8d\n%s\n"
                .formatted(exif.length, HexFormat.of().formatHex(exif));
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
