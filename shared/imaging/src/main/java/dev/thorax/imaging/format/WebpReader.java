package dev.thorax.imaging.format;

import java.nio.ByteOrder;

import dev.thorax.contracts.topic.RejectionReason;

/** Reads WebP files (RFC 9649): a RIFF container whose first chunk is VP8 (lossy), VP8L (lossless) or VP8X (extended). */
final class WebpReader implements FormatReader {
    private static final int ZEROS = 64;
    private static final int FIRST_CHUNK = 12;
    /** Precedes EXIF data in a JPEG file. Some programs copy it into the WebP file that they make of one. */
    private static final String JPEG_PREFIX = "Exif\0\0";

    private static final int ALPHA_FLAG = 0x10;

    @Override
    public ImageHeader header(ByteReader bigEndian) throws UnacceptableScanException {
        ByteReader file = bigEndian.from(0, ByteOrder.LITTLE_ENDIAN);
        int data = FIRST_CHUNK + 8;
        if (file.has(FIRST_CHUNK, "VP8X")) {
            boolean alpha = (file.u8(data) & ALPHA_FLAG) != 0;
            return new ImageHeader(u24(file, data + 4) + 1, u24(file, data + 7) + 1, 4, 0, alpha, orientation(file));
        }
        if (file.has(FIRST_CHUNK, "VP8L")) {
            long bits = file.u32(data + 1);
            boolean alpha = (bits >> 28 & 1) == 1;
            return new ImageHeader((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, 4, 0, alpha, 1);
        }
        if (file.has(FIRST_CHUNK, "VP8 ")) {
            return new ImageHeader(file.u16(data + 6) & 0x3fff, file.u16(data + 8) & 0x3fff, 4, 0, false, 1);
        }
        file.require(FIRST_CHUNK, 8);
        throw new UnacceptableScanException(
                RejectionReason.CORRUPT, "The WebP file holds no picture; save the picture again.");
    }

    @Override
    public byte[] withoutMetadata(ByteReader bigEndian) throws UnacceptableScanException {
        ByteReader file = bigEndian.from(0, ByteOrder.LITTLE_ENDIAN);
        return WebpStripper.strip(file, header(bigEndian).orientation());
    }

    @Override
    public void verify(ByteReader bigEndian) throws UnacceptableScanException {
        ByteReader file = bigEndian.from(0, ByteOrder.LITTLE_ENDIAN);
        file.require(8, file.u32(4));
        for (long chunk = FIRST_CHUNK; chunk + 8 <= file.length(); ) {
            long length = file.u32(chunk + 4);
            boolean pixels = file.has((int) chunk, "VP8 ") || file.has((int) chunk, "VP8L");
            if (pixels && endsInZeros(file, chunk + 8, length)) {
                throw new UnacceptableScanException(
                        RejectionReason.TRUNCATED,
                        "The pixels of the WebP file end in zeros, as after an interrupted transfer; send it again.");
            }
            chunk += 8 + length + (length & 1);
        }
    }

    /** Returns whether {@link #ZEROS} zeros or more end {@code length} bytes. Coded pixels have no such end. */
    private static boolean endsInZeros(ByteReader file, long start, long length) throws UnacceptableScanException {
        if (length <= ZEROS) {
            return false;
        }
        long last = start + length - 1;
        long at = last;
        while (at > last - ZEROS && file.u8(at) == 0) {
            at--;
        }
        return at == last - ZEROS;
    }

    private static long u24(ByteReader file, int at) throws UnacceptableScanException {
        return file.u16(at) | (long) file.u8(at + 2) << 16;
    }

    private static int orientation(ByteReader file) throws UnacceptableScanException {
        long chunk = FIRST_CHUNK;
        while (chunk + 8 <= file.length() && !file.has((int) chunk, "EXIF")) {
            long length = file.u32(chunk + 4);
            chunk += 8 + length + (length & 1);
        }
        if (chunk + 8 > file.length()) {
            return 1;
        }
        long exif = chunk + 8 + (file.has((int) chunk + 8, JPEG_PREFIX) ? JPEG_PREFIX.length() : 0);
        return TiffDirectory.orientation(file.from(exif, ByteOrder.BIG_ENDIAN), 1);
    }
}
