package dev.thorax.imaging;

import dev.thorax.imaging.UnacceptableScan.Reason;

/** JPEG (ITU-T T.81): a run of marked segments; after each start-of-scan come entropy-coded bytes up to the next marker. */
final class JpegReader implements FormatReader {
    /** A progressive picture has about ten scans; each costs a walk over all of it, so thousands would be an attack. */
    private static final int MAX_SCANS = 64;

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;

    @Override
    public ImageHeader header(Bytes file) throws UnacceptableScan {
        for (int at = marker(file, 2); ; at = marker(file, next(file, at))) {
            int marker = file.u8(at);
            if (isFrame(marker)) {
                return frame(file, marker, at + 1);
            }
            if (marker == SOS || marker == EOI) {
                throw new UnacceptableScan(
                        Reason.CORRUPT, "The JPEG file does not say how large its picture is; save the picture again.");
            }
        }
    }

    @Override
    public void verify(Bytes file) throws UnacceptableScan {
        int scans = 0;
        for (int at = marker(file, 2); file.u8(at) != EOI; at = marker(file, next(file, at))) {
            if (file.u8(at) == SOS && ++scans > MAX_SCANS) {
                throw new UnacceptableScan(
                        Reason.CORRUPT,
                        "The JPEG file has more than " + MAX_SCANS
                                + " scans, which no camera makes; save the picture again.");
            }
        }
    }

    private static ImageHeader frame(Bytes file, int marker, int segment) throws UnacceptableScan {
        int precision = file.u8(segment + 2);
        boolean huffman = marker <= 0xc2;
        if (!huffman || precision != 8) {
            throw new UnacceptableScan(
                    Reason.FORMAT_NOT_SUPPORTED,
                    "Thorax reads baseline and progressive JPEG files of 8 bits, not lossless, arithmetic or 12-bit ones;"
                            + " send the picture as PNG or TIFF.");
        }
        return ImageHeader.opaque(file.u16(segment + 5), file.u16(segment + 3), file.u8(segment + 7));
    }

    /** Start of frame: C0 to CF, but for the three that share the range: Huffman tables, JPEG extensions, arithmetic conditioning. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Where the next marker's code stands, at or after {@code at}: after 0xff and not a stuffed zero or a restart. */
    private static int marker(Bytes file, int at) throws UnacceptableScan {
        int place = at;
        while (!(file.u8(place) == 0xff && isMarker(file.u8(place + 1)))) {
            place++;
        }
        return place + 1;
    }

    private static boolean isMarker(int code) {
        return code != 0 && code != 0xff && !isBare(code);
    }

    /** Restart markers, SOI and TEM stand alone and mean nothing here. */
    private static boolean isBare(int code) {
        return code >= 0xd0 && code <= SOI || code == 1;
    }

    private static int next(Bytes file, int at) throws UnacceptableScan {
        int length = file.u16(at + 1);
        file.require(at + 1L, length);
        return at + 1 + length;
    }
}
