package dev.thorax.imaging.format;

import java.nio.ByteOrder;
import java.util.zip.CRC32;

import dev.thorax.contracts.topic.RejectionReason;

/** Reads PNG files (ISO/IEC 15948): a signature, then chunks of length, type, data and CRC, the last one IEND. */
final class PngReader implements FormatReader {
    private static final int FIRST_CHUNK = 8;
    private static final int CHUNK_FRAME = 12;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGBA = 6;

    @Override
    public ImageHeader header(ByteReader file) throws UnacceptableScanException {
        if (!file.has(FIRST_CHUNK + 4, "IHDR")) {
            file.require(FIRST_CHUNK, CHUNK_FRAME);
            throw new UnacceptableScanException(
                    RejectionReason.CORRUPT, "The PNG file does not begin with its header; save the picture again.");
        }
        int data = FIRST_CHUNK + 8;
        int depth = file.u8(data + 8);
        int colour = file.u8(data + 9);
        boolean alpha = colour == GREY_ALPHA || colour == RGBA || find(file, "tRNS", "IDAT") >= 0;
        return new ImageHeader(
                file.u32(data),
                file.u32(data + 4),
                bytesPerPixel(depth, colour, alpha),
                0,
                alpha,
                alpha ? orientation(file) : ImageHeader.BY_OPENCV,
                false);
    }

    @Override
    public void verify(ByteReader file) throws UnacceptableScanException {
        int chunk = FIRST_CHUNK;
        boolean end = false;
        while (!end) {
            long length = file.u32(chunk);
            file.require(chunk, length + CHUNK_FRAME);
            CRC32 crc = new CRC32();
            crc.update(file.array(), chunk + 4, (int) length + 4);
            if (crc.getValue() != file.u32(chunk + 8 + length)) {
                throw new UnacceptableScanException(
                        RejectionReason.CORRUPT,
                        "The PNG file was damaged on its way: a checksum in it is wrong; send the file again.");
            }
            end = file.has(chunk + 4, "IEND");
            chunk += (int) length + CHUNK_FRAME;
        }
    }

    private static int bytesPerPixel(int depth, int colour, boolean alpha) {
        boolean grey = colour == 0 || colour == GREY_ALPHA;
        int samples = alpha ? 4 : grey ? 1 : 3;
        return samples * (depth > 8 && colour != PALETTE ? 2 : 1);
    }

    private static int orientation(ByteReader file) throws UnacceptableScanException {
        int exif = find(file, "eXIf", "IEND");
        return exif < 0 ? 1 : TiffDirectory.orientation(file.from(exif + 8L, ByteOrder.BIG_ENDIAN));
    }

    /** Returns where the first chunk of a type begins, or -1 if one of type {@code last} or the end of a cut file comes before. */
    private static int find(ByteReader file, String type, String last) throws UnacceptableScanException {
        long chunk = FIRST_CHUNK;
        while (chunk + CHUNK_FRAME <= file.length()
                && !file.has((int) chunk + 4, type)
                && !file.has((int) chunk + 4, last)) {
            chunk += file.u32(chunk) + CHUNK_FRAME;
        }
        return chunk + CHUNK_FRAME <= file.length() && file.has((int) chunk + 4, type) ? (int) chunk : -1;
    }
}
