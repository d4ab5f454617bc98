package dev.thorax.imaging.format;

import java.util.Arrays;

import dev.thorax.contracts.topic.RejectionReason;

/**
 * Holds the frame header of a JPEG file, and which parts of its picture have been sent.
 *
 * @param progressive whether a scan may send a part of a component only
 * @param width pixels a row
 * @param height rows
 * @param ids int[components], the names of the components
 * @param missing int[components, 64], by how many bits each coefficient is still too coarse; a high number if it was never sent
 */
record JpegFrame(boolean progressive, int width, int height, int[] ids, int[][] missing) {
    private static final int NEVER_SENT = 99;
    private static final int COEFFICIENTS = 64;
    private static final int SOF2 = 0xc2;
    private static final int SOF3 = 0xc3;
    private static final int SOF55 = 0xf7;

    /** Reads the frame whose marker's code stands at {@code at}. */
    static JpegFrame read(ByteReader file, int at) throws UnacceptableScanException {
        int marker = file.u8(at);
        int precision = file.u8(at + 3L);
        if (marker > SOF2 || precision != 8) {
            throw unsupported(kind(marker, precision));
        }
        int[] ids = new int[file.u8(at + 8L)];
        int[][] missing = new int[ids.length][COEFFICIENTS];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = file.u8(at + 9L + 3L * i);
            Arrays.fill(missing[i], NEVER_SENT);
        }
        if (ids.length == 0 || ids.length > 4) {
            throw unsupported("it has " + ids.length + " components");
        }
        return new JpegFrame(marker == SOF2, file.u16(at + 6L), file.u16(at + 4L), ids, missing);
    }

    private static String kind(int marker, int precision) {
        if (marker == SOF3 || marker == SOF55) {
            return marker == SOF3 ? "it is lossless" : "it is JPEG-LS";
        }
        if (marker > 0xc8) {
            return "it is arithmetic-coded";
        }
        return marker <= SOF2 ? "its samples have " + precision + " bits instead of 8 bits" : "it is hierarchical";
    }

    private static UnacceptableScanException unsupported(String because) {
        return new UnacceptableScanException(
                RejectionReason.FORMAT_NOT_SUPPORTED,
                "Thorax cannot read this JPEG file because " + because
                        + "; send it as baseline or progressive JPEG with 8 bits, or as PNG or TIFF.");
    }

    /** Returns whether a marker starts a frame: C0 to CF and F7, except Huffman tables, JPEG extensions and arithmetic conditioning. */
    static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
                || marker == SOF55;
    }

    /** Notes what the scan sends whose marker's code stands at {@code at}. */
    void send(ByteReader file, int at) throws UnacceptableScanException {
        int count = file.u8(at + 3L);
        long spectrum = at + 4L + 2L * count;
        int first = progressive ? file.u8(spectrum) : 0;
        int last = progressive ? file.u8(spectrum + 1) : COEFFICIENTS - 1;
        int bits = progressive ? file.u8(spectrum + 2) & 0xf : 0;
        for (int i = 0; i < count; i++) {
            int id = file.u8(at + 4L + 2L * i);
            for (int component = 0; component < ids.length; component++) {
                if (ids[component] == id && first <= last && last < COEFFICIENTS) {
                    Arrays.fill(missing[component], first, last + 1, bits);
                }
            }
        }
    }

    /** Returns whether all of the picture was sent. */
    boolean isComplete() {
        return Arrays.stream(missing)
                .allMatch(component -> Arrays.stream(component).allMatch(bits -> bits == 0));
    }

    /** Returns whether the components have the names of red, green and blue. */
    boolean isNamedRgb() {
        return ids.length == 3 && ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B';
    }

    /** Returns whether a scan, whose marker's code stands at {@code at}, sends all components. */
    boolean isWhole(ByteReader file, int at) throws UnacceptableScanException {
        return !progressive && file.u8(at + 3L) == ids.length;
    }
}
