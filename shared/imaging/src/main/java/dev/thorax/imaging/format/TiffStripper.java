package dev.thorax.imaging.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a TIFF file of what makes the picture of another one. Blocks and values stay where they are. All else becomes zeros, and new
 * directories follow at the end.
 */
final class TiffStripper {
    private static final int ENTRY = 12;
    private static final int HEADER = 8;
    private static final int SUBFILE_TYPE = 254;
    private static final int COMPRESSION = 259;
    private static final int JPEG = 7;
    private static final int JPEG_TABLES = 347;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int REDUCED = 1;
    private static final int ORIENTATION = 274;
    /** Bytes of one value by its type, 1 to 13. */
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private final ByteReader file;
    private final TiffFile tiff;
    private final ByteOrder order;
    private final byte[] kept;
    private int end = HEADER;

    private TiffStripper(ByteReader bigEndian, TiffFile tiff) throws UnacceptableScanException {
        this.file = TiffDirectory.ordered(bigEndian);
        this.tiff = tiff;
        this.order = bigEndian.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        this.kept = new byte[file.length() + 1];
    }

    /**
     * Returns the file without metadata: uint8[n].
     *
     * @throws UnacceptableScanException if a tag of the picture has a type that is not known
     */
    static byte[] strip(ByteReader file, TiffFile tiff, int orientation) throws UnacceptableScanException {
        TiffStripper stripper = new TiffStripper(file, tiff);
        List<byte[]> entries = new ArrayList<>();
        for (byte[] entry : tiff.entries()) {
            stripper.keepValue(entry);
            entries.add(entry);
        }
        TiffBlocks.of(tiff.page(), tiff.samples(), tiff.bits()).forEach(tiff.page(), stripper::keepBlock);
        if (orientation != 1) {
            entries.add(stripper.entry(ORIENTATION, SHORT, orientation));
            entries.sort((a, b) -> stripper.tag(a) - stripper.tag(b));
        }
        return stripper.file(entries);
    }

    private byte[] file(List<byte[]> entries) throws UnacceptableScanException {
        int start = end + (end & 1);
        int first = tiff.first() ? 0 : directoryBytes(1);
        ByteBuffer stripped = ByteBuffer.allocate(start + first + directoryBytes(entries.size()))
                .order(order)
                .put(kept, 0, start);
        stripped.put(0, file.bytes(0, 4)).putInt(4, start);
        if (!tiff.first()) {
            // The picture is not that of the first page, which version 1 of the canonical image took.
            put(stripped, List.of(entry(SUBFILE_TYPE, LONG, REDUCED)), start + first);
        }
        put(stripped, entries, 0);
        return stripped.array();
    }

    private static int directoryBytes(int entries) {
        return 2 + entries * ENTRY + 4;
    }

    private static void put(ByteBuffer stripped, List<byte[]> entries, int next) {
        stripped.putShort((short) entries.size());
        entries.forEach(stripped::put);
        stripped.putInt(next);
    }

    private byte[] entry(int tag, int type, int value) {
        ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(order);
        entry.putShort((short) tag).putShort((short) type).putInt(1);
        return (type == SHORT ? entry.putShort((short) value) : entry.putInt(value)).array();
    }

    private int tag(byte[] entry) {
        return ByteBuffer.wrap(entry).order(order).getShort(0) & 0xffff;
    }

    /** Keeps the values of an entry that do not stand in it. */
    private void keepValue(byte[] bytes) throws UnacceptableScanException {
        ByteBuffer entry = ByteBuffer.wrap(bytes).order(order);
        int type = entry.getShort(2) & 0xffff;
        if (type == 0 || type >= TYPE_BYTES.length) {
            throw TiffReader.unsupported("a tag of its picture has the unknown type " + type);
        }
        long length = (entry.getInt(4) & 0xffffffffL) * TYPE_BYTES[type];
        if (length > 4) {
            keep(entry.getInt(8) & 0xffffffffL, length, tag(bytes) == JPEG_TABLES);
        } else {
            // What stands behind a short value in its four bytes is no value.
            Arrays.fill(bytes, 8 + (int) length, ENTRY, (byte) 0);
        }
    }

    private void keepBlock(long at, long length) throws UnacceptableScanException {
        keep(at, length, tiff.page().first(COMPRESSION, 1) == JPEG);
    }

    private void keep(long at, long length, boolean jpeg) {
        int from = (int) Math.min(at, file.length());
        int to = (int) Math.min(at + length, file.length());
        if (to > from) {
            System.arraycopy(file.array(), from, kept, from, to - from);
            if (jpeg) {
                JpegStripper.blank(kept, from, to);
            }
            end = Math.max(end, to);
        }
    }
}
