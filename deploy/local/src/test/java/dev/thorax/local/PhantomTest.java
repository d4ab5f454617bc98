package dev.thorax.local;

import java.awt.image.BufferedImage;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PhantomTest {
    @Test
    void shouldDrawTheSamePictureForTheSamePatient() {
        assertThat(pixels(Phantom.draw(Phantom.Kind.PNEUMONIA, 3, 1)))
                .isEqualTo(pixels(Phantom.draw(Phantom.Kind.PNEUMONIA, 3, 1)));
    }

    @Test
    void shouldDrawEveryPatientExposureAndClassDifferently() {
        int[] picture = pixels(Phantom.draw(Phantom.Kind.NORMAL, 3, 1));

        assertThat(pixels(Phantom.draw(Phantom.Kind.NORMAL, 4, 1))).isNotEqualTo(picture);
        assertThat(pixels(Phantom.draw(Phantom.Kind.NORMAL, 3, 0))).isNotEqualTo(picture);
        assertThat(pixels(Phantom.draw(Phantom.Kind.COVID_19, 3, 1))).isNotEqualTo(picture);
    }

    @Test
    void shouldBrightenTheLungsOfTheSickOnly() {
        assertThat(lungs(Phantom.Kind.NORMAL)).isLessThan(lungs(Phantom.Kind.COVID_19) - 1);
        assertThat(lungs(Phantom.Kind.NORMAL)).isLessThan(lungs(Phantom.Kind.PNEUMONIA) - 1);
    }

    /** Mean grey of the middle of both lungs over 20 patients. */
    private static double lungs(Phantom.Kind kind) {
        double sum = 0;
        for (int patient = 0; patient < 20; patient++) {
            BufferedImage picture = Phantom.draw(kind, patient, 0);
            for (int x : new int[] {65, 275}) {
                sum += Arrays.stream(picture.getRaster().getSamples(x, 120, 45, 130, 0, (int[]) null))
                        .average()
                        .orElseThrow();
            }
        }
        return sum / 40;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    }
}
