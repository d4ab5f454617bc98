package dev.thorax.imaging.format;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Reads one image file directory of a TIFF file (TIFF 6.0), which is also the form of EXIF data. */
final class TiffDirectory {
    private static final int ENTRY = 12;
    private static final int ORIENTATION = 274;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int SIGNED_SHORT = 8;
    private static final int SIGNED_LONG = 9;
    private static final int DIRECTORY = 13;

    private final ByteReader file;
    private final Map<Integer, Long> entries = new TreeMap<>();
    private final long start;
    private final long next;

    private TiffDirectory(ByteReader file, long start) throws UnacceptableScanException {
        this.file = file;
        this.start = start;
        int count = file.u16(start);
        file.require(start + 2, (long) count * ENTRY);
        for (int i = 0; i < count; i++) {
            long entry = start + 2 + (long) i * ENTRY;
            entries.putIfAbsent(file.u16(entry), entry);
        }
        long end = start + 2 + (long) count * ENTRY;
        next = end + 4 <= file.length() ? file.u32(end) : 0;
    }

    /** Reads the first directory; {@code bigEndian} begins with the byte order mark. */
    static TiffDirectory read(ByteReader bigEndian) throws UnacceptableScanException {
        ByteReader file = ordered(bigEndian);
        return new TiffDirectory(file, file.u32(4));
    }

    /** Reads the directory at {@code start}; {@code bigEndian} begins with the byte order mark. */
    static TiffDirectory read(ByteReader bigEndian, long start) throws UnacceptableScanException {
        return new TiffDirectory(ordered(bigEndian), start);
    }

    /** Returns a reader of the file in the byte order that its mark names. */
    static ByteReader ordered(ByteReader bigEndian) throws UnacceptableScanException {
        return bigEndian.from(0, bigEndian.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Returns how many tags the directory has. */
    int size() {
        return entries.size();
    }

    /** Returns where this directory begins. */
    long start() {
        return start;
    }

    /** Returns where the next directory of the file begins, 0 if this is the last. */
    long next() {
        return next;
    }

    /** Returns the bytes of the entry of a tag, or null if the directory has no such tag. */
    byte[] entry(int tag) throws UnacceptableScanException {
        Long entry = entries.get(tag);
        return entry == null ? null : file.bytes(entry, ENTRY);
    }

    /** Returns whether the directory has a tag. */
    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** Returns the EXIF orientation, 1 to 8, or {@code otherwise} if there is none or the data is broken. */
    static int orientation(ByteReader exif, int otherwise) {
        try {
            long value = read(exif).value(ORIENTATION, otherwise);
            return value >= 1 && value <= 8 ? (int) value : otherwise;
        } catch (UnacceptableScanException e) {
            return otherwise;
        }
    }

    /**
     * The only value of a tag, or {@code otherwise} where the directory lacks the tag.
     *
     * @throws UnacceptableScanException if the tag is there but has no value or several, or a type that this class does not read:
     *     libtiff reads more types, so to take such a tag for absent would be to judge another picture than is decoded
     */
    long value(int tag, long otherwise) throws UnacceptableScanException {
        if (entries.containsKey(tag) && count(tag) != 1) {
            throw TiffReader.unsupported("its tag " + tag + " has " + count(tag) + " values instead of one");
        }
        return first(tag, otherwise);
    }

    /** Returns the first value of a tag that has an equal one for each sample, otherwise the same as {@link #value}. */
    long first(int tag, long otherwise) throws UnacceptableScanException {
        if (!entries.containsKey(tag)) {
            return otherwise;
        }
        if (count(tag) == 0) {
            throw TiffReader.unsupported("its tag " + tag + " has no value");
        }
        return at(tag, 0);
    }

    /** Returns the number of values of a tag, 0 if the directory has no such tag. */
    long count(int tag) throws UnacceptableScanException {
        Long entry = entries.get(tag);
        if (entry == null) {
            return 0;
        }
        size(tag, entry);
        return file.u32(entry + 4);
    }

    /** Returns value number {@code index} of a tag that has more than {@code index} values. */
    long at(int tag, long index) throws UnacceptableScanException {
        long entry = entries.get(tag);
        int size = size(tag, entry);
        boolean inside = file.u32(entry + 4) * size <= 4;
        long at = (inside ? entry + 8 : file.u32(entry + 8)) + index * size;
        return switch (size) {
            case 1 -> file.u8(at);
            case 2 -> file.u16(at);
            default -> file.u32(at);
        };
    }

    /** Returns the bytes that one value of a tag takes. */
    private int size(int tag, long entry) throws UnacceptableScanException {
        int type = file.u16(entry + 2);
        boolean any = tag == ORIENTATION || tag == TiffPages.SUB_DIRECTORIES;
        return switch (type) {
            case BYTE -> 1;
            case SHORT -> 2;
            case LONG -> 4;
            case SIGNED_SHORT -> any ? 2 : refuse(tag, type);
            case SIGNED_LONG, DIRECTORY -> any ? 4 : refuse(tag, type);
            default -> refuse(tag, type);
        };
    }

    /** Other decoders do not read such a tag of the picture itself. */
    private static int refuse(int tag, int type) throws UnacceptableScanException {
        throw TiffReader.unsupported("its tag " + tag + " is of the rare type " + type);
    }
}
