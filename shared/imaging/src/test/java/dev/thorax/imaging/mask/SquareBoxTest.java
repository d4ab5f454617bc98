package dev.thorax.imaging.mask;

import org.junit.jupiter.api.Test;

import dev.thorax.imaging.GreyImage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SquareBoxTest {
    private static final GreyImage IMAGE = new GreyImage(3, 2, new byte[] {1, 2, 3, 4, 5, 6});

    @Test
    void shouldCutWhatIsInside() {
        assertThat(new SquareBox(1, 0, 2).cut(IMAGE).pixels()).containsExactly(2, 3, 5, 6);
    }

    @Test
    void shouldBeBlackBeyondTheImage() {
        assertThat(new SquareBox(-1, -1, 4).cut(IMAGE).pixels())
                .containsExactly(0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0);
    }

    @Test
    void shouldBeBlackBesideTheImage() {
        assertThat(new SquareBox(7, 9, 2).cut(IMAGE).pixels()).containsExactly(0, 0, 0, 0);
        assertThat(new SquareBox(-7, 0, 2).cut(IMAGE).pixels()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void shouldNeedASide() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SquareBox(0, 0, 0));
    }
}
