package dev.thorax.imaging.decode;

/** Holds a grey picture of 8 or 16 bits in memory, in one or two bytes a pixel. */
final class GreyPicture {
    private static final int MASK = 0xffff;

    private final int width;
    private final int height;
    private final byte[] narrow;
    private final short[] wide;

    private GreyPicture(int width, int height, byte[] narrow, short[] wide) {
        this.width = width;
        this.height = height;
        this.narrow = narrow;
        this.wide = wide;
    }

    /** Creates a black picture of 8 or, if {@code wide}, 16 bits. */
    static GreyPicture black(int width, int height, boolean wide) {
        int pixels = Math.multiplyExact(width, height);
        return wide ? of(width, height, new short[pixels]) : of(width, height, new byte[pixels]);
    }

    /** Wraps {@code pixels}, uint8[height, width]. */
    static GreyPicture of(int width, int height, byte[] pixels) {
        return new GreyPicture(width, height, pixels, null);
    }

    /** Wraps {@code pixels}, uint16[height, width]. */
    static GreyPicture of(int width, int height, short[] pixels) {
        return new GreyPicture(width, height, null, pixels);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean isWide() {
        return wide != null;
    }

    /** Returns the largest value that a pixel can have. */
    int most() {
        return isWide() ? MASK : 0xff;
    }

    int pixels() {
        return width * height;
    }

    int get(int at) {
        return wide == null ? narrow[at] & 0xff : wide[at] & MASK;
    }

    void set(int at, int value) {
        if (wide == null) {
            narrow[at] = (byte) value;
        } else {
            wide[at] = (short) value;
        }
    }

    /** Copies 8-bit samples of a row to pixels that follow each other. */
    void copy(byte[] row, int from, int to, int count) {
        System.arraycopy(row, from, narrow, to, count);
    }

    /** Copies 16-bit big-endian samples of a row to every pixel number {@code step}. */
    void copyWide(byte[] row, int from, int to, int step, int count) {
        for (int i = 0, in = from, out = to; i < count; i++, in += 2, out += step) {
            wide[out] = (short) (row[in] << 8 | row[in + 1] & 0xff);
        }
    }

    /** Copies row {@code y} into {@code row}, float[width], 16-bit values outside of [low, high] clipped. */
    void row(int y, float[] row, int low, int high) {
        int at = y * width;
        if (wide == null) {
            for (int x = 0; x < width; x++) {
                row[x] = narrow[at + x] & 0xff;
            }
        } else {
            for (int x = 0; x < width; x++) {
                row[x] = Math.min(high, Math.max(low, wide[at + x] & MASK));
            }
        }
    }

    /** Returns how many pixels have each value: int[most + 1]. */
    int[] histogram() {
        int[] counts = new int[most() + 1];
        if (wide == null) {
            for (byte value : narrow) {
                counts[value & 0xff]++;
            }
        } else {
            for (short value : wide) {
                counts[value & MASK]++;
            }
        }
        return counts;
    }

    /** Inverts every pixel. */
    void invert() {
        for (int i = 0; i < pixels(); i++) {
            set(i, most() - get(i));
        }
    }

    /** Returns the picture as its EXIF orientation (JEITA CP-3451, tag 0x0112) means it. */
    GreyPicture oriented(int orientation) {
        if (orientation == 1) {
            return this;
        }
        boolean turned = orientation > 4;
        GreyPicture result = black(turned ? height : width, turned ? width : height, isWide());
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int to = 0;
        for (int y = 0; y < result.height; y++) {
            for (int x = 0; x < result.width; x++, to++) {
                int column = turned ? y : x;
                int row = turned ? x : y;
                int from = (fromBottom ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column);
                result.set(to, get(from));
            }
        }
        return result;
    }
}
