package dev.thorax.imaging.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import dev.thorax.contracts.topic.RejectionReason;

/**
 * Finds the segments of a JPEG file (ITU-T T.81) that make its first picture, and what the others say of its colours and orientation.
 * What stands behind the first end marker does not matter.
 */
public final class JpegFile {
    /** Largest number of scans. A progressive picture has about ten. Each costs a walk over all of it, so thousands would be an attack. */
    private static final int MAX_SCANS = 64;

    private static final int DHT = 0xc4;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int JFIF = 0xe0;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;
    private static final int NO_ADOBE = -1;
    /** Version 1.01, square pixels of no unit, no thumbnail. */
    private static final byte[] JFIF_PAYLOAD = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};

    private final ByteReader file;
    private final List<int[]> parts = new ArrayList<>();
    private JpegFrame frame;
    private int at = 2;
    private int scans;
    private int orientation;
    private boolean jfif;
    private int adobe = NO_ADOBE;
    private boolean ended;
    private boolean coarse;
    private boolean restarts;

    /** Names what the components of a pixel mean. */
    public enum Colour {
        /** One component, 255 is white. A file of two components counts as its first. */
        GREY,
        /** Luma first, then two of colour. */
        YCC,
        /** Red, green, blue. */
        RGB,
        /** Cyan, magenta, yellow, black; 255 is full ink. */
        CMYK,
        /** Cyan, magenta, yellow, black; 0 is full ink, as Adobe's programs write them. */
        CMYK_INVERTED,
        /** Luma and two of colour for the complement of the inverted inks, then inverted black. */
        YCCK
    }

    private JpegFile(ByteReader file) {
        this.file = file;
    }

    /**
     * Finds the segments of a file. It may lack its end marker. Whether all of its pixels are there, only the decoder sees.
     *
     * @throws UnacceptableScanException if the file ends before its first scan, or of a progressive one scans are missing
     */
    public static JpegFile read(ByteReader file) throws UnacceptableScanException {
        JpegFile jpeg = new JpegFile(file);
        while (!jpeg.ended && jpeg.toMarker()) {
            jpeg.take(file.u8(jpeg.at));
        }
        if (jpeg.frame == null || jpeg.scans == 0) {
            file.require(jpeg.at, jpeg.ended ? 0 : 2L + file.length());
            throw withoutPicture();
        }
        if (!jpeg.frame.isComplete()) {
            throw jpeg.incomplete(null);
        }
        return jpeg;
    }

    /** Moves to the code of the next marker, and returns whether there is one. */
    private boolean toMarker() throws UnacceptableScanException {
        int place = at;
        while (place + 1 < file.length() && !(file.u8(place) == 0xff && isMarker(file.u8(place + 1L)))) {
            place++;
        }
        at = place + 1;
        return at < file.length();
    }

    private static boolean isMarker(int code) {
        return code != 0 && code != 0xff && !isBare(code);
    }

    /** Returns whether a marker has no segment: restart markers, SOI and TEM. */
    private static boolean isBare(int code) {
        return code >= 0xd0 && code <= SOI || code == 1;
    }

    private void take(int marker) throws UnacceptableScanException {
        if (marker == EOI) {
            ended = true;
            return;
        }
        int end = at + 1 + (at + 2 < file.length() ? Math.max(2, file.u16(at + 1L)) : 2);
        if (scans > 0 && end > file.length()) {
            // The file was cut in a segment behind pixels. The scans that are there decide.
            at = file.length();
            return;
        }
        file.require(at + 1L, end - at - 1L);
        if (JpegFrame.isFrame(marker)) {
            if (frame != null) {
                throw withoutPicture();
            }
            frame = JpegFrame.read(file, at);
            keep(end);
        } else if (marker == SOS) {
            end = scan(end);
        } else {
            takeOther(marker, end);
        }
        at = end;
    }

    private void takeOther(int marker, int end) throws UnacceptableScanException {
        switch (marker) {
            case DHT, DQT -> keep(end);
            case DRI -> {
                restarts = true;
                keep(end);
            }
            case JFIF -> jfif |= file.has(at + 3, "JFIF\0");
            case EXIF -> {
                if (orientation == 0 && file.has(at + 3, "Exif\0\0")) {
                    orientation = TiffDirectory.orientation(file.from(at + 9L, ByteOrder.BIG_ENDIAN), 0);
                }
            }
            case ADOBE -> adobe = file.has(at + 3, "Adobe") && end - at >= 15 ? file.u8(at + 14L) : adobe;
            default -> {}
        }
    }

    /** Keeps a scan with its pixels, and returns where the marker stands that ends it. */
    private int scan(int end) throws UnacceptableScanException {
        if (frame == null) {
            throw withoutPicture();
        }
        if (++scans > MAX_SCANS) {
            throw new UnacceptableScanException(
                    RejectionReason.CORRUPT,
                    "The JPEG file has more than " + MAX_SCANS
                            + " scans, which no camera makes; save the picture again.");
        }
        coarse |= scans == 1 && !frame.isWhole(file, at);
        frame.send(file, at);
        int start = at - 1;
        at = end;
        int stop = toMarker() ? at - 1 : file.length();
        parts.add(new int[] {start, stop});
        return stop;
    }

    private void keep(int end) throws UnacceptableScanException {
        parts.add(new int[] {at - 1, end});
        ScanFormat.checkParts(parts.size());
    }

    private static UnacceptableScanException withoutPicture() {
        return new UnacceptableScanException(
                RejectionReason.CORRUPT,
                "The JPEG file lacks the size of its picture or its pixels; save the picture again.");
    }

    /** Returns the rejection of this file because pixels are missing or broken, as the decoder found. */
    public UnacceptableScanException incomplete(Exception cause) {
        return new UnacceptableScanException(
                ended ? RejectionReason.CORRUPT : RejectionReason.TRUNCATED,
                ended
                        ? "The JPEG file is damaged: its pixels end or break before its picture does; send the whole file again."
                        : "The file ends before its picture does, so it was cut on its way; send the whole file again.",
                cause);
    }

    /** Returns the file without anything that does not make its picture: uint8[n], from the start to an end marker. */
    public byte[] bare() {
        return bare(new byte[0]);
    }

    /** Returns {@link #bare} with what its segments say of colours and orientation: uint8[n]. */
    byte[] withoutMetadata() {
        byte[] none = {};
        return bare(Bytes.join(
                jfif ? segment(JFIF, JFIF_PAYLOAD) : none,
                orientation > 1 ? segment(EXIF, ExifOrientation.inJpeg(orientation)) : none,
                adobe == NO_ADOBE ? none : segment(ADOBE, adobePayload((byte) adobe))));
    }

    private static byte[] adobePayload(byte transform) {
        return new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform};
    }

    private static byte[] segment(int marker, byte[] payload) {
        int length = payload.length + 2;
        return Bytes.join(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, payload);
    }

    private byte[] bare(byte[] segments) {
        ByteArrayOutputStream bare = new ByteArrayOutputStream(4
                + segments.length
                + parts.stream().mapToInt(part -> part[1] - part[0]).sum());
        bare.write(0xff);
        bare.write(SOI);
        bare.writeBytes(segments);
        parts.forEach(part -> bare.write(file.array(), part[0], part[1] - part[0]));
        bare.write(0xff);
        bare.write(EOI);
        return bare.toByteArray();
    }

    /**
     * Returns how many zeros stand at the end of the last scan. It is 0 if the file has restart markers: where one is missing, libjpeg
     * would warn of such zeros, too.
     */
    public int padding() {
        if (restarts) {
            return 0;
        }
        int[] last = parts.get(parts.size() - 1);
        int zeros = 0;
        while (zeros < last[1] - last[0] && file.array()[last[1] - 1 - zeros] == 0) {
            zeros++;
        }
        return zeros;
    }

    /** Returns what the components mean, as libjpeg guesses it (jdapimin.c). */
    public Colour colour() {
        return switch (frame.ids().length) {
            case 1, 2 -> Colour.GREY;
            case 3 -> isRgb() ? Colour.RGB : Colour.YCC;
            default -> adobe == NO_ADOBE ? Colour.CMYK : adobe == 2 ? Colour.YCCK : Colour.CMYK_INVERTED;
        };
    }

    private boolean isRgb() {
        return !jfif && (adobe == 0 || adobe == NO_ADOBE && frame.isNamedRgb());
    }

    /** Returns the components of a pixel, 1 to 4. */
    public int components() {
        return frame.ids().length;
    }

    int width() {
        return frame.width();
    }

    int height() {
        return frame.height();
    }

    int orientation() {
        return Math.max(1, orientation);
    }

    /** Returns whether libjpeg must keep all coefficients until the last scan, because the first does not send all components. */
    boolean isCoarse() {
        return coarse;
    }
}
