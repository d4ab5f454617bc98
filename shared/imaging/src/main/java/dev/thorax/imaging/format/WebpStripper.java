package dev.thorax.imaging.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import dev.thorax.contracts.topic.RejectionReason;

/** Makes a WebP file of the chunks of another one that make its pictures. */
final class WebpStripper {
    private static final int HEADER = 8;
    private static final int FIRST_CHUNK = 12;
    private static final int FRAME_HEADER = 16;
    private static final int EXIF_FLAG = 0x08;
    /** The bits that announce frames and alpha. Those of a colour profile, EXIF and XMP go. */
    private static final int KEPT_FLAGS = 0x10 | 0x02;

    private static final String EXTENDED = "VP8X";
    private static final String FRAME = "ANMF";
    private static final Set<String> PICTURE = Set.of("VP8 ", "VP8L", "ALPH", "ANIM", EXTENDED, FRAME);

    private final ByteReader file;
    private final int orientation;

    private WebpStripper(ByteReader file, int orientation) {
        this.file = file;
        this.orientation = orientation;
    }

    /**
     * Returns the file without metadata: uint8[n].
     *
     * @param file little-endian
     * @param orientation what its EXIF data says, 1 to 8
     * @throws UnacceptableScanException if its chunks do not fill it
     */
    static byte[] strip(ByteReader file, int orientation) throws UnacceptableScanException {
        WebpStripper stripper = new WebpStripper(file, orientation);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length());
        out.writeBytes(new byte[FIRST_CHUNK]);
        stripper.chunks(FIRST_CHUNK, Math.min(file.length(), HEADER + file.u32(4)), out);
        if (orientation != 1) {
            write("EXIF", ExifOrientation.of(orientation), out);
        }
        byte[] stripped = out.toByteArray();
        ByteBuffer.wrap(stripped)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(stripped.length - HEADER)
                .put("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        return stripped;
    }

    private void chunks(long from, long end, ByteArrayOutputStream out) throws UnacceptableScanException {
        long at = from;
        while (at + HEADER <= end) {
            String type = file.text(at, 4);
            long length = file.u32(at + 4);
            if (length > end - at - HEADER) {
                throw unclear();
            }
            if (PICTURE.contains(type)) {
                write(type, data(type, at + HEADER, (int) length), out);
            }
            at += HEADER + length + (length & 1);
        }
        if (at < end) {
            throw unclear();
        }
    }

    /** Returns the rejection of a file whose chunks do not fill it. libwebp reads such a file without regard to their lengths. */
    private static UnacceptableScanException unclear() {
        return new UnacceptableScanException(
                RejectionReason.CORRUPT,
                "The chunks of the WebP file do not fill it, so its pixels have no clear end.");
    }

    private byte[] data(String type, long at, int length) throws UnacceptableScanException {
        if (type.equals(FRAME) && length >= FRAME_HEADER) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream(length);
            frame.writeBytes(file.bytes(at, FRAME_HEADER));
            chunks(at + FRAME_HEADER, at + length, frame);
            return frame.toByteArray();
        }
        byte[] data = file.bytes(at, length);
        if (type.equals(EXTENDED) && length > 0) {
            data[0] = (byte) (data[0] & KEPT_FLAGS | (orientation != 1 ? EXIF_FLAG : 0));
        }
        return data;
    }

    private static void write(String type, byte[] data, ByteArrayOutputStream out) {
        byte[] header = ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.ISO_8859_1))
                .putInt(data.length)
                .array();
        out.writeBytes(header);
        out.writeBytes(data);
        if ((data.length & 1) == 1) {
            out.write(0);
        }
    }
}
