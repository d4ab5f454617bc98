package dev.thorax.imaging.decode;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;

/** PNG files with alpha or a transparent colour, whose left half is hidden. */
class TransparentFilesTest {
    private static final GreyImage BASE = Radiograph.image();
    private static final int WIDTH = BASE.width();
    private static final int RGBA = 6;

    /** Bits, colour type, largest alpha, and whether a part is hidden. */
    @ParameterizedTest
    @CsvSource({
        "8, 4, 255, true",
        "8, 4, 255, false",
        "8, 4, 1, true",
        "8, 4, 1, false",
        "8, 4, 128, true",
        "8, 4, 0, false",
        "8, 6, 255, true",
        "8, 6, 255, false",
        "8, 6, 1, true",
        "8, 6, 1, false",
        "8, 6, 100, false",
        "8, 6, 0, false",
        "16, 4, 65535, true",
        "16, 4, 255, true",
        "16, 4, 255, false",
        "16, 4, 1, true",
        "16, 4, 4095, false",
        "16, 6, 65535, true",
        "16, 6, 255, true",
        "16, 6, 255, false",
        "16, 6, 1, false",
        "16, 6, 0, false"
    })
    void shouldShowWhatAlphaLeavesWhateverItsScale(int bits, int colour, int most, boolean hides) throws Exception {
        int samples = colour == RGBA ? 4 : 2;
        ByteBuffer rows = rows(samples, bits);
        for (int i = 0; i < BASE.pixels().length; i++) {
            begin(rows, i);
            for (int sample = 0; sample < samples - 1; sample++) {
                put(rows, bits, level(i, bits));
            }
            put(rows, bits, hides && isLeft(i) ? 0 : most);
        }
        byte[] file = HandmadePng.of(WIDTH, BASE.height(), bits, colour, false, rows.array());

        assertSeen(file, hides);
    }

    /** The left half has a level that no pixel of the right half has. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void shouldHideATransparentGreyLevel(int bits) throws Exception {
        int hidden = bits == 8 ? 255 : 4095;
        ByteBuffer rows = rows(1, bits);
        for (int i = 0; i < BASE.pixels().length; i++) {
            begin(rows, i);
            put(rows, bits, isLeft(i) ? hidden : level(i, bits));
        }
        byte[] key = {(byte) (hidden >> 8), (byte) hidden};

        assertSeen(
                HandmadePng.of(WIDTH, BASE.height(), bits, 0, false, rows.array(), HandmadePng.chunk("tRNS", key)),
                true);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void shouldHideATransparentColour(int bits) throws Exception {
        ByteBuffer rows = rows(3, bits);
        for (int i = 0; i < BASE.pixels().length; i++) {
            begin(rows, i);
            put(rows, bits, isLeft(i) ? 200 : level(i, bits));
            put(rows, bits, isLeft(i) ? 0 : level(i, bits));
            put(rows, bits, isLeft(i) ? 7 : level(i, bits));
        }
        byte[] key = {0, (byte) 200, 0, 0, 0, 7};

        assertSeen(
                HandmadePng.of(WIDTH, BASE.height(), bits, 2, false, rows.array(), HandmadePng.chunk("tRNS", key)),
                true);
    }

    /** Index 255 is white and transparent, the others are grey and opaque. */
    @Test
    void shouldHideATransparentColourOfThePalette() throws Exception {
        byte[] palette = new byte[3 * 256];
        byte[] alpha = new byte[256];
        for (int i = 0; i < 256; i++) {
            palette[3 * i] = palette[3 * i + 1] = palette[3 * i + 2] = (byte) i;
            alpha[i] = (byte) (i == 255 ? 0 : 255);
        }
        ByteBuffer rows = rows(1, 8);
        for (int i = 0; i < BASE.pixels().length; i++) {
            begin(rows, i);
            put(rows, 8, isLeft(i) ? 255 : level(i, 8));
        }

        assertSeen(
                HandmadePng.of(
                        WIDTH,
                        BASE.height(),
                        8,
                        3,
                        false,
                        rows.array(),
                        HandmadePng.chunk("PLTE", palette),
                        HandmadePng.chunk("tRNS", alpha)),
                true);
    }

    @Test
    void shouldReadFourBitsWithATransparentLevel() throws Exception {
        ByteBuffer rows = ByteBuffer.allocate(64 * 33);
        for (int y = 0; y < 64; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < 64; x += 2) {
                rows.put((byte) ((x + y) % 16 << 4 | (x + y + 1) % 16));
            }
        }
        byte[] file = HandmadePng.of(64, 64, 4, 0, false, rows.array(), HandmadePng.chunk("tRNS", new byte[] {0, 15}));

        // 15 levels are left, and one less than a radiograph has.
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ImageDecoder.decode(file))
                .hasMessageContaining("15 grey levels");
    }

    private static void assertSeen(byte[] file, boolean hides) throws Exception {
        GreyImage seen = ImageDecoder.decode(file).image();
        for (int i = 0; i < seen.pixels().length; i++) {
            int wanted = hides && isLeft(i) ? 0 : BASE.pixels()[i] & 0xff;
            assertThat(seen.pixels()[i] & 0xff).isBetween(wanted - 1, wanted + 1);
        }
    }

    private static boolean isLeft(int pixel) {
        return pixel % WIDTH < 40;
    }

    private static int level(int pixel, int bits) {
        int value = BASE.pixels()[pixel] & 0xff;
        return bits == 8 ? value : value * 4095 / 255;
    }

    private static ByteBuffer rows(int samples, int bits) {
        return ByteBuffer.allocate(BASE.height() * (1 + WIDTH * samples * bits / 8));
    }

    private static void begin(ByteBuffer rows, int pixel) {
        if (pixel % WIDTH == 0) {
            rows.put((byte) 0);
        }
    }

    private static void put(ByteBuffer rows, int bits, int value) {
        if (bits == 8) {
            rows.put((byte) value);
        } else {
            rows.putShort((short) value);
        }
    }
}
