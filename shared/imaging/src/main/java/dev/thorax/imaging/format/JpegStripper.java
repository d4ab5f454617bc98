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
    /** Marker, length and what a segment JFIF has before its thumbnail. */
    private static final int JFIF = 18;

    private JpegStripper() {}

    /** Overwrites comments, the data of programs, and what follows the end marker with zeros, from {@code from} up to {@code to}. */
    static void blank(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 3 < to) {
            int marker = bytes[at] == (byte) 0xff ? bytes[at + 1] & 0xff : 0;
            if (marker == EOI) {
                Arrays.fill(bytes, at + 2, to, (byte) 0);
                return;
            }
            if (marker == 0 || marker == 0xff || marker == 1 || marker >= 0xd0 && marker <= SOI) {
                at++;
                continue;
            }
            int end = Math.min(to, at + 2 + Math.max(2, (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff));
            int kept = marker == FIRST_APP ? JFIF : 4;
            if ((marker >= FIRST_APP && marker <= LAST_APP && marker != ADOBE || marker == COMMENT)
                    && at + kept < end) {
                Arrays.fill(bytes, at + kept, end, (byte) 0);
            }
            at = marker == SOS ? at + 2 : end;
        }
    }
}
