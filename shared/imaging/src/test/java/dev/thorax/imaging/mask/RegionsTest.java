package dev.thorax.imaging.mask;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;

class RegionsTest {
    @Test
    void shouldListTheLargestFirstWithItsBounds() {
        byte[] mask = {
            1, 0, 0, 9, 9,
            0, 0, 0, 9, 0,
            1, 1, 0, 0, 0,
        };

        assertThat(Regions.of(new GreyImage(5, 3, mask)))
                .containsExactly(
                        new Region(3, 0, 5, 2, 3, 10 / 3.0),
                        new Region(0, 2, 2, 3, 2, 0.5),
                        new Region(0, 0, 1, 1, 1, 0));
    }

    @Test
    void shouldFindNoneInABlackMask() {
        assertThat(Regions.of(new GreyImage(5, 3, new byte[15]))).isEmpty();
    }

    @Test
    void shouldTakeAWhiteMaskForOneRegion() {
        assertThat(Regions.of(new GreyImage(2, 2, new byte[] {-1, -1, -1, -1})))
                .containsExactly(new Region(0, 0, 2, 2, 4, 0.5));
    }
}
