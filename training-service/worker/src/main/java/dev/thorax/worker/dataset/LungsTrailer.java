package dev.thorax.worker.dataset;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.lungs.NetworkInput;

/** Encodes where the lungs of a scan are, behind its pixels in the cache. A side of 0 says that no lungs were found. */
final class LungsTrailer {
    /** Left, top, side, width and height as 32-bit integers. */
    static final int BYTES = 5 * Integer.BYTES;

    private LungsTrailer() {}

    /** Returns the pixels that a network sees of {@code image}, with the place of its lungs: uint8[H * W + 20]. */
    static byte[] append(NetworkInput seen, GreyImage image) {
        byte[] row = Arrays.copyOf(seen.pixels(), seen.pixels().length + BYTES);
        SquareBox box = seen.lungs();
        ByteBuffer.wrap(row, seen.pixels().length, BYTES)
                .putInt(box.left())
                .putInt(box.top())
                .putInt(box.side())
                .putInt(image.width())
                .putInt(image.height());
        return row;
    }

    /** Returns the row of a scan without lungs: black. */
    static byte[] notFound(int pixels) {
        return new byte[pixels + BYTES];
    }

    /** Reads the place of the lungs from a row; null if none were found. */
    static @Nullable SeenLungs read(byte[] row) {
        ByteBuffer trailer = ByteBuffer.wrap(row, row.length - BYTES, BYTES);
        int left = trailer.getInt();
        int top = trailer.getInt();
        int side = trailer.getInt();
        return side == 0 ? null : new SeenLungs(new SquareBox(left, top, side), trailer.getInt(), trailer.getInt());
    }
}
