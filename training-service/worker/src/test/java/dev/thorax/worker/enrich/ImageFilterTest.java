package dev.thorax.worker.enrich;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;

/** Against NumPy and SciPy 1.10: the formulas of {@link ImageFilter} on float64, rounded half up; Canny written down from its paper. */
class ImageFilterTest {
    private static final GreyImage SMALL = image(6, 5, (x, y) -> (x * 37 + y * 59 + x * y * 13) % 256);

    @Test
    void shouldRaiseToAPowerOfFourTenths() {
        assertThat(values(ImageFilter.POWER_LAW_04.apply(SMALL)))
                .containsExactly(
                        0, 42, 56, 66, 74, 81, 51, 65, 76, 85, 16, 49, 67, 80, 90, 48, 66, 79, 79, 91, 56, 74, 87, 46,
                        89, 54, 76, 91, 58, 78);
    }

    @Test
    void shouldRaiseToAPowerOfFiftyFiveHundredths() {
        assertThat(values(ImageFilter.POWER_LAW_055.apply(SMALL)))
                .containsExactly(
                        0, 73, 107, 133, 156, 177, 94, 132, 162, 189, 18, 89, 138, 174, 206, 87, 135, 172, 172, 210,
                        106, 157, 197, 81, 202, 103, 162, 207, 111, 168);
    }

    @Test
    void shouldTakeTheMeanOfNine() {
        assertThat(values(ImageFilter.MEAN.apply(SMALL)))
                .containsExactly(
                        70, 85, 131, 119, 108, 67, 92, 109, 131, 124, 117, 105, 160, 153, 159, 136, 114, 107, 171, 168,
                        158, 149, 140, 137, 193, 163, 158, 153, 148, 147);
    }

    @Test
    void shouldSharpenByTheUnroundedMean() {
        assertThat(values(ImageFilter.UNSHARP.apply(SMALL)))
                .containsExactly(
                        0, 0, 0, 86, 255, 255, 0, 109, 244, 255, 0, 0, 0, 255, 255, 0, 114, 255, 196, 255, 0, 149, 255,
                        0, 255, 0, 157, 255, 0, 236);
    }

    /** A disc that grows brighter downwards, and a step of 12, whose gradient of 48 is no edge. */
    @Test
    void shouldMakeEdgesWhite() {
        GreyImage disc = image(
                20,
                20,
                (x, y) -> 60 + ((x - 9) * (x - 9) + (y - 10) * (y - 10) < 40 ? 10 + 6 * y : 0) + (x > 15 ? 12 : 0));
        String[] edges = {
            "....................",
            "....................",
            "....................",
            "....................",
            ".......#####........",
            ".....##.....##......",
            "....##.......##.....",
            "....#.........#.....",
            "...##.........##....",
            "...#...........#....",
            "...#...........#....",
            "...#...........#....",
            "...#...........#....",
            "....#.........#.....",
            "....##.......##.....",
            ".....##.....##......",
            ".......##.##........",
            ".........#..........",
            "....................",
            "....................",
        };

        GreyImage expected = image(20, 20, (x, y) -> edges[y].charAt(x) == '#' ? 255 : disc.pixels()[y * 20 + x]);
        assertThat(values(ImageFilter.EDGES.apply(disc))).isEqualTo(values(expected));
    }

    @Test
    void shouldLeaveTheImageAsItIs() {
        byte[] before = SMALL.pixels().clone();
        for (ImageFilter filter : ImageFilter.values()) {
            GreyImage made = filter.apply(SMALL);
            assertThat(made.width()).isEqualTo(SMALL.width());
            assertThat(made.height()).isEqualTo(SMALL.height());
        }
        assertThat(SMALL.pixels()).isEqualTo(before);
    }

    private interface Pixel {
        int at(int x, int y);
    }

    private static GreyImage image(int width, int height, Pixel pixel) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) pixel.at(i % width, i / width);
        }
        return new GreyImage(width, height, pixels);
    }

    private static int[] values(GreyImage image) {
        int[] values = new int[image.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.pixels()[i] & 0xFF;
        }
        return values;
    }
}
