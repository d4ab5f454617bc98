package dev.thorax.imaging.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Describes the picture of a TIFF file, and makes a file of that page alone.
 *
 * @param page its directory
 * @param photometric what its samples mean, as TIFF numbers it
 * @param samples samples of a pixel, 1 to 4
 * @param bits bits of a sample, 1 to 16
 * @param unassociatedAlpha whether the last sample is an alpha by which the others were not multiplied
 * @param first whether it is the first page of the file
 */
public record TiffFile(
        TiffDirectory page, int photometric, int samples, int bits, boolean unassociatedAlpha, boolean first) {
    /** Grey, 0 is white. */
    public static final int WHITE_IS_ZERO = 0;
    /** Grey, 0 is black. */
    public static final int BLACK_IS_ZERO = 1;
    /** Inks, 0 is no ink. */
    public static final int CMYK = 5;

    private static final int ENTRY = 12;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int EXTRA_SAMPLES = 338;
    private static final int UNASSOCIATED = 2;
    /** Everything that makes pixels: sizes, samples, blocks, compression, palette, tables of JPEG, and the kind of YCbCr. */
    private static final int[] PICTURE = {
        256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338, 339, 347, 529, 530,
        531, 532
    };

    private static final Set<Integer> STRIPS = Set.of(273, 278, 279);
    private static final Set<Integer> TILES = Set.of(322, 323, 324, 325);

    /** Reads the directory of the picture. */
    public static TiffFile read(ByteReader file) throws UnacceptableScanException {
        return TiffReader.file(file);
    }

    private boolean isTiled() {
        return page.has(TILE_WIDTH) || page.has(TILE_HEIGHT);
    }

    static boolean isUnassociated(TiffDirectory page) throws UnacceptableScanException {
        return page.count(EXTRA_SAMPLES) > 0 && page.at(EXTRA_SAMPLES, 0) == UNASSOCIATED;
    }

    /** Returns the entries of the tags that make the picture, in the order of the tags. */
    List<byte[]> entries() throws UnacceptableScanException {
        List<byte[]> entries = new ArrayList<>();
        Set<Integer> unused = !isTiled() ? TILES : page.has(TILE_OFFSETS) ? STRIPS : Set.of(TILE_OFFSETS);
        for (int tag : PICTURE) {
            if (page.has(tag) && !unused.contains(tag)) {
                entries.add(page.entry(tag));
            }
        }
        return entries;
    }

    /** Returns {@code file} with one directory at its end that has the tags of the picture only: uint8[n]. */
    public byte[] bare(ByteReader file) throws UnacceptableScanException {
        List<byte[]> entries = entries();
        int start = file.length() + (file.length() & 1);
        ByteBuffer bare = ByteBuffer.allocate(start + 2 + entries.size() * ENTRY + 4);
        bare.order(file.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        bare.put(file.array()).putInt(4, start).position(start);
        bare.putShort((short) entries.size());
        entries.forEach(bare::put);
        return bare.array();
    }
}
