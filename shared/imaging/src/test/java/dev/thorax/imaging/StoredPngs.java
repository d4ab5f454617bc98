package dev.thorax.imaging;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Damages PNGs that lie in the object store. */
public final class StoredPngs {
    private static final int CHUNK = 12;
    private static final int SIZE = 16;
    private static final int CHECKSUM = 29;

    private StoredPngs() {}

    /** Returns {@code png} with another size in its header, whose checksum is right. */
    public static byte[] sized(byte[] png, int width, int height) {
        byte[] other = png.clone();
        ByteBuffer header = ByteBuffer.wrap(other).putInt(SIZE, width).putInt(SIZE + 4, height);
        CRC32 crc = new CRC32();
        crc.update(other, CHUNK, CHECKSUM - CHUNK);
        header.putInt(CHECKSUM, (int) crc.getValue());
        return other;
    }

    /** Returns the first half of {@code png}. */
    public static byte[] cut(byte[] png) {
        return Arrays.copyOf(png, png.length / 2);
    }

    /** Returns {@code png} with one wrong byte among its pixels, whose checksum is wrong then. */
    public static byte[] torn(byte[] png) {
        byte[] other = png.clone();
        other[png.length / 2] ^= 0x55;
        return other;
    }
}
