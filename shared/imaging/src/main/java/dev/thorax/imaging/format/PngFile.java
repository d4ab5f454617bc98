package dev.thorax.imaging.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import dev.thorax.contracts.topic.RejectionReason;

/**
 * Finds the chunks of a PNG file (ISO/IEC 15948) that make its picture. Ancillary chunks are read for the orientation only, so their
 * size and checksums do not matter.
 */
public final class PngFile {
    private static final int FIRST_CHUNK = 8;
    private static final int CHUNK_FRAME = 12;
    private static final int HEADER_BYTES = 13;
    /** Profiles of EXIF data that are tried. Each may have to be inflated. */
    private static final int MAX_PROFILES = 4;

    private final ByteReader file;
    private final PngHeader header;
    private final List<Chunk> pixels = new ArrayList<>();
    private byte[] palette = {};
    private byte[] transparency;
    private int exif;
    private int profile;
    private int profiles;

    /**
     * Names the data of one chunk.
     *
     * @param start index of its first byte in the file
     * @param length its bytes
     */
    public record Chunk(int start, int length) {}

    private PngFile(ByteReader file) throws UnacceptableScanException {
        this.file = file;
        this.header = PngHeader.read(file, FIRST_CHUNK);
    }

    /**
     * Finds the chunks of a whole file. A file that lacks only IEND, or a part of what stands behind its pixels, is whole.
     *
     * @throws UnacceptableScanException if the file ends within its pixels, or the checksum of a part of its picture is wrong
     */
    public static PngFile read(ByteReader file) throws UnacceptableScanException {
        PngFile png = new PngFile(file);
        long at = FIRST_CHUNK;
        while (!png.isLast(at)) {
            int length = (int) file.u32(at);
            png.take(type(file, at), new Chunk((int) at + 8, length), (int) at);
            at += (long) length + CHUNK_FRAME;
        }
        if (png.pixels.isEmpty()) {
            file.require(at, CHUNK_FRAME);
            throw corrupt("holds no pixels");
        }
        return png;
    }

    /** Returns whether the chunk at {@code at} ends the picture: it is IEND, or the file ends before its end and after pixels. */
    private boolean isLast(long at) throws UnacceptableScanException {
        boolean whole = at + CHUNK_FRAME <= file.length() && file.u32(at) <= file.length() - at - CHUNK_FRAME;
        if (whole) {
            return "IEND".equals(type(file, at));
        }
        boolean afterPixels = !pixels.isEmpty() && !(at + 8 <= file.length() && "IDAT".equals(type(file, at)));
        if (!afterPixels) {
            file.require(at, CHUNK_FRAME);
            file.require(at, file.u32(at) + CHUNK_FRAME);
        }
        return true;
    }

    private void take(String type, Chunk chunk, int at) throws UnacceptableScanException {
        switch (type) {
            case "IHDR" -> check(at, chunk.length());
            case "PLTE" -> palette = checked(at, chunk);
            case "tRNS" -> transparency = checked(at, chunk);
            case "IDAT" -> {
                check(at, chunk.length());
                pixels.add(chunk);
                ScanFormat.checkParts(pixels.size());
            }
            case "eXIf" -> exif = exif == 0 ? PngOrientation.ofExif(file, chunk) : exif;
            case "tEXt", "zTXt", "iTXt" -> profile = text(type, chunk);
            default -> {}
        }
    }

    private int text(String type, Chunk chunk) throws UnacceptableScanException {
        boolean wanted = profile == 0 && profiles < MAX_PROFILES && PngOrientation.isProfile(file, chunk);
        profiles += wanted ? 1 : 0;
        return wanted ? PngOrientation.ofText(file, type, chunk) : profile;
    }

    private byte[] checked(int at, Chunk chunk) throws UnacceptableScanException {
        check(at, chunk.length());
        return file.bytes(chunk.start(), chunk.length());
    }

    private void check(int at, int length) throws UnacceptableScanException {
        CRC32 crc = new CRC32();
        crc.update(file.array(), at + 4, length + 4);
        if (crc.getValue() != file.u32(at + 8L + length)) {
            throw corrupt("was damaged on its way: a checksum in it is wrong");
        }
    }

    private static String type(ByteReader file, long at) throws UnacceptableScanException {
        return file.text(at + 4, 4);
    }

    static UnacceptableScanException corrupt(String what) {
        return new UnacceptableScanException(
                RejectionReason.CORRUPT, "The PNG file " + what + "; save the picture again and send it.");
    }

    /** Returns the signature, the header, the chunks that make the picture and one for its orientation: uint8[n]. */
    byte[] withoutMetadata() throws UnacceptableScanException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length());
        out.write(file.array(), 0, FIRST_CHUNK);
        write(out, "IHDR", file.bytes(FIRST_CHUNK + 8L, HEADER_BYTES));
        if (palette.length > 0) {
            write(out, "PLTE", palette);
        }
        if (transparency != null) {
            write(out, "tRNS", transparency);
        }
        if (turnedByText()) {
            write(out, "tEXt", ExifOrientation.inText(profile));
        } else if (exif > 1) {
            write(out, "eXIf", ExifOrientation.of(exif));
        }
        for (Chunk chunk : pixels) {
            out.write(file.array(), chunk.start() - 8, chunk.length() + CHUNK_FRAME);
        }
        write(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] typed = Bytes.join(type.getBytes(StandardCharsets.ISO_8859_1), data);
        CRC32 crc = new CRC32();
        crc.update(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** Returns the sizes and the kind of the pixels. */
    public PngHeader header() {
        return header;
    }

    /** Returns the chunks that hold the compressed pixels, in order. */
    public List<Chunk> pixels() {
        return pixels;
    }

    /** Returns the colours: uint8[n, 3], red, green and blue; empty if there is no palette. */
    public byte[] palette() {
        return palette;
    }

    /** Returns the data of the chunk tRNS, or null if there is none. */
    public byte[] transparency() {
        return transparency;
    }

    /** Returns the EXIF orientation, 1 to 8. */
    int orientation() {
        return exif != 0 ? exif : Math.max(1, profile);
    }

    /** Returns whether the orientation stands only in a text chunk, where it did not count before version 2 of the canonical image. */
    public boolean turnedByText() {
        return exif == 0 && profile > 1;
    }
}
