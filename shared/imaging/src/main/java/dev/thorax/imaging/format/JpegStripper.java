package dev.thorax.imaging.format;

import java.util.Arrays;

/** Removes what does not make the picture from a JPEG stream inside of another file, where nothing may move. */
final class JpegStripper {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int FIRST_APP = 0xe0;
    private static final int ADOBE = 0xee;
    private static final int LAST_APP = 0xef;
    private static final int COMMENT = 0xfe;
    /** The number of lines after the first scan. libjpeg reads past it, and knows no other segment that it would read past. */
    private static final int LINES = 0xdc;
    /** Marker and length of a segment. */
    private static final int HEADER = 4;
    /** What a segment JFIF begins with, and its bytes before the thumbnail. */
    private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};

    private static final int JFIF_BYTES = 14;
    /** What Adobe's segment begins with, and its bytes. They name the kind of colours. */
    private static final byte[] ADOBE_NAME = {'A', 'd', 'o', 'b', 'e'};

    private static final int ADOBE_BYTES = 12;

    private JpegStripper() {}

    /** Overwrites comments, the data of programs, and what follows the end marker with zeros, from {@code from} up to {@code to}. */
    static void blank(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 1 < to) {
            int marker = bytes[at] == (byte) 0xff ? bytes[at + 1] & 0xff : 0;
            if (marker == EOI) {
                Arrays.fill(bytes, at + 2, to, (byte) 0);
                return;
            }
            if (at + HEADER > to || isBare(marker)) {
                at++;
                continue;
            }
            int end = Math.min(to, at + 2 + Math.max(2, (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff));
            int kept = at + HEADER + kept(bytes, at + HEADER, end, marker);
            if (kept < end) {
                Arrays.fill(bytes, kept, end, (byte) 0);
            }
            at = marker == SOS ? at + 2 : end;
        }
    }

    /** Returns whether a code begins no segment: it is no marker, or one without a length. */
    private static boolean isBare(int marker) {
        return marker <= 1 || marker == 0xff || marker >= 0xd0 && marker <= SOI;
    }

    /** Returns how many bytes of a payload make the picture. */
    private static int kept(byte[] bytes, int from, int end, int marker) {
        if (marker == FIRST_APP && begins(bytes, from, end, JFIF)) {
            return JFIF_BYTES;
        }
        if (marker == ADOBE && begins(bytes, from, end, ADOBE_NAME)) {
            return ADOBE_BYTES;
        }
        boolean isPassedOver = marker >= FIRST_APP && marker <= LAST_APP || marker == COMMENT || marker == LINES;
        return isPassedOver ? 0 : end - from;
    }

    private static boolean begins(byte[] bytes, int from, int end, byte[] name) {
        return end - from >= name.length && Arrays.equals(bytes, from, from + name.length, name, 0, name.length);
    }
}
