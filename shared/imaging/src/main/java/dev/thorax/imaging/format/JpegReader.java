package dev.thorax.imaging.format;

import dev.thorax.contracts.topic.RejectionReason;

/** Reads JPEG files (ITU-T T.81): marked segments, and after each start-of-scan entropy-coded bytes up to the next marker. */
final class JpegReader implements FormatReader {
    /** Largest number of scans. A progressive picture has about ten. Each costs a walk over all of it, so thousands would be an attack. */
    private static final int MAX_SCANS = 64;

    /**
     * What libjpeg keeps of each sample until the last scan, where not all components come in the first one (jdcoefct.c).
     */
    private static final int COEFFICIENT_BYTES = 2;

    private static final int PROGRESSIVE = 0xc2;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;

    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        int at = marker(file, 2);
        while (!isFrame(file.u8(at))) {
            at = beforePixels(file, at);
        }
        return frame(file, at);
    }

    @Override
    public void verify(ByteReader file) throws UnacceptableScanException {
        int scans = 0;
        for (int at = marker(file, 2); file.u8(at) != EOI; at = marker(file, next(file, at))) {
            if (file.u8(at) == SOS && ++scans > MAX_SCANS) {
                throw new UnacceptableScanException(
                        RejectionReason.CORRUPT,
                        "The JPEG file has more than " + MAX_SCANS
                                + " scans, which no camera makes; save the picture again.");
            }
        }
    }

    private static ImageHeader frame(ByteReader file, int frame) throws UnacceptableScanException {
        int marker = file.u8(frame);
        int segment = frame + 1;
        int precision = file.u8(segment + 2);
        boolean huffman = marker <= PROGRESSIVE;
        if (!huffman || precision != 8) {
            throw new UnacceptableScanException(
                    RejectionReason.FORMAT_NOT_SUPPORTED,
                    "Thorax reads baseline and progressive JPEG files of 8 bits, not lossless, arithmetic or 12-bit ones;"
                            + " send the picture as PNG or TIFF.");
        }
        int components = file.u8(segment + 7);
        boolean inOneScan = marker != PROGRESSIVE && firstScan(file, frame) == components;
        int bytesPerPixel = inOneScan ? components : 1 + COEFFICIENT_BYTES * components;
        return ImageHeader.opaque(file.u16(segment + 5), file.u16(segment + 3), bytesPerPixel);
    }

    /** Returns the number of components in the first scan after the frame. */
    private static int firstScan(ByteReader file, int frame) throws UnacceptableScanException {
        int at = frame;
        while (file.u8(at) != SOS) {
            at = beforePixels(file, at);
        }
        return file.u8(at + 3);
    }

    /** Returns the place of the next marker after {@code at} that is neither that of a scan nor of the end. */
    private static int beforePixels(ByteReader file, int at) throws UnacceptableScanException {
        if (file.u8(at) == SOS || file.u8(at) == EOI) {
            throw new UnacceptableScanException(
                    RejectionReason.CORRUPT,
                    "The JPEG file lacks the size of its picture or its pixels; save the picture again.");
        }
        return marker(file, next(file, at));
    }

    /** Returns whether a marker starts a frame: C0 to CF, except Huffman tables, JPEG extensions and arithmetic conditioning. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Returns the place of the next marker's code, at or after {@code at}: it follows 0xff and is neither a stuffed zero nor a restart. */
    private static int marker(ByteReader file, int at) throws UnacceptableScanException {
        int place = at;
        while (!(file.u8(place) == 0xff && isMarker(file.u8(place + 1)))) {
            place++;
        }
        return place + 1;
    }

    private static boolean isMarker(int code) {
        return code != 0 && code != 0xff && !isBare(code);
    }

    /** Returns whether a marker has no segment: restart markers, SOI and TEM. */
    private static boolean isBare(int code) {
        return code >= 0xd0 && code <= SOI || code == 1;
    }

    private static int next(ByteReader file, int at) throws UnacceptableScanException {
        int length = file.u16(at + 1);
        file.require(at + 1L, length);
        return at + 1 + length;
    }
}
