package dev.thorax.imaging.decode;

import dev.thorax.imaging.format.PngFile;
import dev.thorax.imaging.format.PngHeader;

/** Turns the samples of a PNG file into grey levels and alpha. */
final class PngPixels {
    private static final int WIDE = 16;

    private final PngHeader header;
    private final GreyPicture grey;
    private final GreyPicture alpha;
    /** The samples of the transparent colour, or null if there is none. */
    private final int[] key;

    private final int[] paletteGrey = new int[256];
    private final int[] paletteAlpha = new int[256];
    private boolean keyed;
    private int hiddenPixels;

    private PngPixels(PngHeader header, byte[] palette, byte[] transparency) {
        boolean wide = header.depth() == WIDE;
        boolean indexed = header.colour() == PngHeader.PALETTE;
        boolean transparent = header.alpha() || indexed && transparency != null;
        this.header = header;
        this.grey = GreyPicture.black((int) header.width(), (int) header.height(), wide);
        this.alpha = transparent ? GreyPicture.black((int) header.width(), (int) header.height(), wide) : null;
        this.key = indexed ? null : key(transparency, header);
        for (int i = 0; i < paletteGrey.length; i++) {
            boolean known = 3 * i + 2 < palette.length;
            paletteGrey[i] =
                    known ? Luma.of(palette[3 * i] & 0xff, palette[3 * i + 1] & 0xff, palette[3 * i + 2] & 0xff) : 0;
            paletteAlpha[i] = transparency != null && i < transparency.length ? transparency[i] & 0xff : 255;
        }
    }

    static PngPixels of(PngFile png) {
        return new PngPixels(png.header(), png.palette(), png.transparency());
    }

    private static int[] key(byte[] transparency, PngHeader header) {
        int samples = header.samples();
        if (transparency == null || header.alpha() || transparency.length < 2 * samples) {
            return null;
        }
        int[] key = new int[samples];
        for (int i = 0; i < samples; i++) {
            int stored = (transparency[2 * i] & 0xff) << 8 | transparency[2 * i + 1] & 0xff;
            // The bits above those of a sample do not count (ISO/IEC 15948, 11.3.2.1).
            key[i] = stored & (1 << header.depth()) - 1;
        }
        return key;
    }

    /** Puts the pixels of a row, whose bytes begin at index 1, to every pixel number {@code step} from {@code to} on. */
    void put(byte[] row, int columns, int to, int step) {
        boolean plain = header.colour() == PngHeader.GREY && key == null;
        if (plain && header.depth() == 8 && step == 1) {
            grey.copy(row, 1, to, columns);
        } else if (plain && header.depth() == WIDE) {
            grey.copyWide(row, 1, to, step, columns);
        } else {
            for (int i = 0, at = to; i < columns; i++, at += step) {
                putPixel(row, i, at);
            }
        }
    }

    private void putPixel(byte[] row, int pixel, int at) {
        int first = pixel * header.samples();
        int sample = sample(row, first);
        switch (header.colour()) {
            case PngHeader.PALETTE -> {
                grey.set(at, paletteGrey[sample]);
                if (alpha != null) {
                    alpha.set(at, paletteAlpha[sample]);
                }
            }
            case PngHeader.GREY, PngHeader.GREY_ALPHA -> {
                boolean hidden = key != null && sample == key[0];
                put(at, header.depth() < 8 ? sample * 255 / ((1 << header.depth()) - 1) : sample, hidden);
            }
            default -> {
                int green = sample(row, first + 1);
                int blue = sample(row, first + 2);
                put(at, Luma.of(sample, green, blue), key != null && isKey(sample, green, blue));
            }
        }
        if (header.alpha()) {
            alpha.set(at, sample(row, first + header.samples() - 1));
        }
    }

    private boolean isKey(int red, int green, int blue) {
        return red == key[0] && green == key[1] && blue == key[2];
    }

    private void put(int at, int value, boolean hidden) {
        keyed |= hidden;
        hiddenPixels += hidden ? 1 : 0;
        grey.set(at, hidden ? 0 : value);
    }

    private int sample(byte[] row, int index) {
        return switch (header.depth()) {
            case 8 -> row[1 + index] & 0xff;
            case WIDE -> (row[1 + 2 * index] & 0xff) << 8 | row[2 + 2 * index] & 0xff;
            default -> {
                int bit = index * header.depth();
                yield (row[1 + bit / 8] & 0xff) >> 8 - header.depth() - bit % 8 & (1 << header.depth()) - 1;
            }
        };
    }

    /** Returns what was put. */
    StoredPicture picture(boolean changed) {
        return new StoredPicture(grey, alpha, false, changed || keyed, hiddenPixels);
    }
}
