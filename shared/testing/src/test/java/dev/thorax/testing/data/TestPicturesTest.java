package dev.thorax.testing.data;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TestPicturesTest {
    @Test
    void shouldMakeTheSamePictureOfTheSameSeed() {
        assertThat(TestPictures.noise(8, 4, 1).pixels())
                .hasSize(32)
                .isEqualTo(TestPictures.noise(8, 4, 1).pixels())
                .isNotEqualTo(TestPictures.noise(8, 4, 2).pixels());
        assertThat(TestPictures.png(1)).isEqualTo(TestPictures.png(1)).isNotEqualTo(TestPictures.png(2));
    }

    @Test
    void shouldMakeNoiseAboutAGreyLevel() {
        byte[] pixels = TestPictures.noise(64, 64, 1, 180).pixels();
        double mean = IntStream.range(0, pixels.length)
                .map(i -> pixels[i] & 0xff)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(180, within(3.0));
    }

    @Test
    void shouldMakeAPngFile() {
        GreyImage image = CanonicalImage.fromPng(TestPictures.png(1));
        assertThat(image.width()).isEqualTo(300);
        assertThat(image.height()).isEqualTo(260);
    }
}
