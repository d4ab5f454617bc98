package dev.thorax.imaging.decode;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;

class StoredPictureTest {
    @Test
    void shouldBeginWithoutTransparency() {
        GreyPicture grey = grey(1, 2, 3);
        StoredPicture picture = StoredPicture.opaque(grey);

        assertThat(picture).isEqualTo(new StoredPicture(grey, null, false, false));
        assertThat(picture.flat(0, 255)).isSameAs(picture);
    }

    @Test
    void shouldLieOverBlack() {
        StoredPicture flat = new StoredPicture(grey(200, 200, 200), grey(255, 0, 51), false, false).flat(0, 255);

        assertThat(levels(flat)).containsExactly(200, 0, 40);
        assertThat(flat.alpha()).isNull();
        assertThat(flat.changed()).isFalse();
    }

    @Test
    void shouldTakeTheLargestAlphaForOpaqueAndSayThatThisIsNew() {
        StoredPicture flat = new StoredPicture(grey(200, 200, 200), grey(15, 0, 3), false, false).flat(0, 255);

        assertThat(levels(flat)).containsExactly(200, 0, 40);
        assertThat(flat.changed()).isTrue();
    }

    @Test
    void shouldIgnoreAnAlphaThatHidesEverything() {
        StoredPicture flat = new StoredPicture(grey(1, 2, 3), grey(0, 0, 0), false, false).flat(0, 255);

        assertThat(levels(flat)).containsExactly(1, 2, 3);
        assertThat(flat.changed()).isFalse();
    }

    @Test
    void shouldKeepSixteenBits() {
        GreyPicture grey = GreyPicture.of(2, 1, new short[] {(short) 60000, 60000 / 2});
        GreyPicture alpha = GreyPicture.of(2, 1, new short[] {(short) 65535, (short) 32768});

        StoredPicture flat = new StoredPicture(grey, alpha, false, false).flat(0, 65535);

        assertThat(flat.grey().get(0)).isEqualTo(60000);
        assertThat(flat.grey().get(1)).isBetween(15000, 15001);
        assertThat(flat.changed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false, 100", "true, 200"})
    void shouldTakeTheEndOfTheWindowForBlack(boolean whiteIsZero, int black) {
        StoredPicture flat = new StoredPicture(grey(150, 0, 255), grey(0, 255, 255), whiteIsZero, false).flat(100, 200);

        assertThat(levels(flat)).containsExactly(black, 100, 200);
    }

    @Test
    void shouldCountOnlyPixelsThatAreSeen() {
        assertThat(new StoredPicture(grey(7, 7, 9), grey(0, 255, 1), false, false).histogram())
                .contains(1, atIndex(7))
                .contains(1, atIndex(9));
        assertThat(new StoredPicture(grey(0, 0, 9), null, false, true, 1).histogram())
                .contains(1, atIndex(0));
        assertThat(new StoredPicture(grey(7, 7), grey(0, 0), false, false).histogram())
                .contains(2, atIndex(7));
    }

    @Test
    void shouldLeaveOutSinglePixelsOfALargerAlpha() {
        int[] levels = new int[3000];
        int[] alphas = new int[3000];
        Arrays.fill(levels, 200);
        Arrays.fill(alphas, 1);
        alphas[5] = 255;

        StoredPicture flat = new StoredPicture(grey(levels), grey(alphas), false, false).flat(0, 255);

        assertThat(levels(flat)).containsOnly(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepWhatWasKnown(boolean known) {
        StoredPicture flat = new StoredPicture(grey(1), grey(255), known, known).flat(0, 255);

        assertThat(flat.whiteIsZero()).isEqualTo(known);
        assertThat(flat.changed()).isEqualTo(known);
    }

    private static GreyPicture grey(int... levels) {
        GreyPicture picture = GreyPicture.black(levels.length, 1, false);
        for (int i = 0; i < levels.length; i++) {
            picture.set(i, levels[i]);
        }
        return picture;
    }

    private static int[] levels(StoredPicture picture) {
        int[] levels = new int[picture.grey().pixels()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = picture.grey().get(i);
        }
        return levels;
    }
}
