package dev.thorax.worker.dataset;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.lungs.NetworkInput;

import static org.assertj.core.api.Assertions.assertThat;

class LungsTrailerTest {
    private static final byte[] PIXELS = {1, 2, 3, (byte) 255};

    @Test
    void shouldReadBackThePlaceOfTheLungsBehindThePixels() {
        byte[] row = row(new SquareBox(17, 300, 70_000), 4_000, 512);

        assertThat(row).hasSize(PIXELS.length + LungsTrailer.BYTES).startsWith(PIXELS);
        assertThat(LungsTrailer.read(row)).isEqualTo(new SeenLungs(new SquareBox(17, 300, 70_000), 4_000, 512));
    }

    /** The square around the lungs may reach beyond the image. */
    @Test
    void shouldKeepASquareThatBeginsBeyondTheImage() {
        SquareBox box = new SquareBox(-12, -1, 300);

        assertThat(LungsTrailer.read(row(box, 280, 260))).isEqualTo(new SeenLungs(box, 280, 260));
    }

    @Test
    void shouldShowNothingOfAScanWithoutLungs() {
        byte[] row = LungsTrailer.notFound(PIXELS.length);

        assertThat(row).hasSize(PIXELS.length + LungsTrailer.BYTES).containsOnly(0);
        assertThat(LungsTrailer.read(row)).isNull();
    }

    /** Black pixels do not mean that no lungs were found. */
    @Test
    void shouldFindTheLungsOfABlackScan() {
        SquareBox box = new SquareBox(0, 0, 1);

        byte[] row = LungsTrailer.append(new NetworkInput(new byte[4], box.window(), box), image(8, 8));

        assertThat(LungsTrailer.read(row)).isEqualTo(new SeenLungs(box, 8, 8));
    }

    @Test
    void shouldLeaveThePixelsThatItWasGiven() {
        byte[] pixels = PIXELS.clone();
        SquareBox box = new SquareBox(1, 2, 3);

        byte[] row = LungsTrailer.append(new NetworkInput(pixels, box.window(), box), image(8, 8));
        Arrays.fill(row, (byte) 9);

        assertThat(pixels).isEqualTo(PIXELS);
    }

    private static byte[] row(SquareBox box, int width, int height) {
        return LungsTrailer.append(new NetworkInput(PIXELS, box.window(), box), image(width, height));
    }

    private static GreyImage image(int width, int height) {
        return new GreyImage(width, height, new byte[width * height]);
    }
}
