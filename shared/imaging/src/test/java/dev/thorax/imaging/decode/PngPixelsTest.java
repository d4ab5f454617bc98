package dev.thorax.imaging.decode;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.PngFile;
import dev.thorax.imaging.format.UnacceptableScanException;

import static org.assertj.core.api.Assertions.assertThat;

class PngPixelsTest {
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGBA = 6;

    @ParameterizedTest
    @CsvSource({
        "1, 10101010, 255 0 255 0 255 0 255 0",
        "2, 00011011, 0 85 170 255",
        "4, 00001111, 0 255",
        "4, 00010111, 17 119",
        "8, 10000001, 129"
    })
    void shouldSpreadFewBitsOverTheWholeScale(int depth, String bits, String levels) throws Exception {
        int columns = 8 / depth;
        PngPixels pixels = pixels(columns, 1, depth, GREY);

        pixels.put(row(Integer.parseInt(bits, 2)), columns, 0, 1);

        assertThat(text(pixels.picture(false).grey())).isEqualTo(levels);
    }

    @Test
    void shouldKeepSixteenBits() throws Exception {
        PngPixels pixels = pixels(2, 1, 16, GREY);

        pixels.put(row(0x12, 0x34, 0xff, 0xfe), 2, 0, 1);

        assertThat(text(pixels.picture(false).grey())).isEqualTo("4660 65534");
    }

    @Test
    void shouldPutARowToEveryPixelOfAPass() throws Exception {
        for (int depth : new int[] {8, 16}) {
            PngPixels pixels = pixels(4, 2, depth, GREY);

            pixels.put(depth == 8 ? row(7, 9) : row(0, 7, 0, 9), 2, 5, 2);

            assertThat(text(pixels.picture(false).grey())).isEqualTo("0 0 0 0 0 7 0 9");
        }
    }

    @Test
    void shouldTurnColoursIntoLuma() throws Exception {
        PngPixels pixels = pixels(4, 1, 8, RGB);

        pixels.put(row(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255), 4, 0, 1);

        assertThat(text(pixels.picture(false).grey())).isEqualTo("76 150 29 255");
    }

    @Test
    void shouldKeepAlphaApart() throws Exception {
        PngPixels grey = pixels(2, 1, 8, GREY_ALPHA);
        grey.put(row(10, 20, 30, 40), 2, 0, 1);
        PngPixels colour = pixels(1, 1, 16, RGBA);
        colour.put(row(1, 0, 1, 0, 1, 0, 0xab, 0xcd), 1, 0, 1);

        assertThat(text(grey.picture(false).grey())).isEqualTo("10 30");
        assertThat(text(grey.picture(false).alpha())).isEqualTo("20 40");
        assertThat(text(colour.picture(false).grey())).isEqualTo("256");
        assertThat(text(colour.picture(false).alpha())).isEqualTo("43981");
    }

    @Test
    void shouldLookUpColoursAndTheirAlpha() throws Exception {
        byte[] palette = chunk("PLTE", 255, 255, 255, 9, 9, 9, 0, 0, 255);
        PngPixels pixels = pixels(4, 1, 2, PALETTE, palette, chunk("tRNS", 128, 7));

        pixels.put(row(0b00_01_10_11), 4, 0, 1);

        // The last index has no colour: it is black.
        assertThat(text(pixels.picture(false).grey())).isEqualTo("255 9 29 0");
        assertThat(text(pixels.picture(false).alpha())).isEqualTo("128 7 255 255");
    }

    @Test
    void shouldShowEachIndexWithoutAPaletteInBlack() throws Exception {
        PngPixels pixels = pixels(2, 1, 8, PALETTE);

        pixels.put(row(0, 255), 2, 0, 1);

        assertThat(text(pixels.picture(false).grey())).isEqualTo("0 0");
        assertThat(pixels.picture(false).alpha()).isNull();
    }

    @Test
    void shouldHideTheTransparentGreyAndSayThatThisIsNew() throws Exception {
        PngPixels pixels = pixels(3, 1, 8, GREY, chunk("tRNS", 0, 200));

        pixels.put(row(199, 201, 7), 3, 0, 1);
        assertThat(pixels.picture(false).changed()).isFalse();
        pixels.put(row(199, 200, 201), 3, 0, 1);

        assertThat(text(pixels.picture(false).grey())).isEqualTo("199 0 201");
        assertThat(pixels.picture(false).changed()).isTrue();
        assertThat(pixels.picture(false).alpha()).isNull();
    }

    @Test
    void shouldHideAColourOnlyIfAllItsSamplesAreTransparent() throws Exception {
        PngPixels pixels = pixels(2, 1, 8, RGB, chunk("tRNS", 0, 100, 0, 100, 0, 100));

        pixels.put(row(100, 100, 100, 100, 100, 101), 2, 0, 1);

        assertThat(text(pixels.picture(false).grey())).isEqualTo("0 100");
    }

    @Test
    void shouldHideTheTransparentGreyOfSixteenAndOfFourBits() throws Exception {
        PngPixels wide = pixels(2, 1, 16, GREY, chunk("tRNS", 1, 2));
        wide.put(row(1, 2, 1, 3), 2, 0, 1);
        PngPixels narrow = pixels(2, 1, 4, GREY, chunk("tRNS", 0, 15));
        narrow.put(row(0xfe), 2, 0, 1);

        assertThat(text(wide.picture(false).grey())).isEqualTo("0 259");
        assertThat(text(narrow.picture(false).grey())).isEqualTo("0 238");
    }

    @Test
    void shouldCompareOnlyTheBitsThatASampleHas() throws Exception {
        PngPixels grey = pixels(2, 1, 8, GREY, chunk("tRNS", 0xab, 200));
        grey.put(row(200, 7), 2, 0, 1);
        PngPixels narrow = pixels(2, 1, 4, GREY, chunk("tRNS", 0xff, 0xff));
        narrow.put(row(0xfe), 2, 0, 1);
        PngPixels colour = pixels(2, 1, 8, RGB, chunk("tRNS", 1, 100, 2, 100, 3, 100));
        colour.put(row(100, 100, 100, 9, 9, 9), 2, 0, 1);

        assertThat(text(grey.picture(false).grey())).isEqualTo("0 7");
        assertThat(text(narrow.picture(false).grey())).isEqualTo("0 238");
        assertThat(text(colour.picture(false).grey())).isEqualTo("0 9");
    }

    @Test
    void shouldIgnoreATransparentColourThatIsCutOrBesidesAlpha() throws Exception {
        PngPixels cut = pixels(1, 1, 8, RGB, chunk("tRNS", 0, 100, 0));
        cut.put(row(100, 100, 100), 1, 0, 1);
        PngPixels alpha = pixels(1, 1, 8, GREY_ALPHA, chunk("tRNS", 0, 100));
        alpha.put(row(100, 255), 1, 0, 1);

        assertThat(text(cut.picture(false).grey())).isEqualTo("100");
        assertThat(text(alpha.picture(false).grey())).isEqualTo("100");
        assertThat(alpha.picture(true).changed()).isTrue();
    }

    private static PngPixels pixels(int width, int height, int depth, int colour, byte[]... chunks)
            throws UnacceptableScanException {
        byte[] file = HandmadePng.of(width, height, depth, colour, false, new byte[0], chunks);
        return PngPixels.of(PngFile.read(new ByteReader(file)));
    }

    private static byte[] chunk(String type, int... data) {
        byte[] row = row(data);
        return HandmadePng.chunk(type, Arrays.copyOfRange(row, 1, row.length));
    }

    private static byte[] row(int... bytes) {
        byte[] row = new byte[1 + bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            row[1 + i] = (byte) bytes[i];
        }
        return row;
    }

    private static String text(GreyPicture picture) {
        return IntStream.range(0, picture.pixels())
                .mapToObj(i -> Integer.toString(picture.get(i)))
                .collect(Collectors.joining(" "));
    }
}
