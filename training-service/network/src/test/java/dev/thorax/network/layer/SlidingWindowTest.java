package dev.thorax.network.layer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SlidingWindowTest {
    @Test
    void shouldPadTheOddPixelAtTheBottomAndRightAsTensorFlowDoes() {
        SlidingWindow same = new SlidingWindow(WindowSize.square(3), 2, Padding.SAME);

        assertThat(same.border(new Shape(1, 4, 5))).isEqualTo(new PaddingAmounts(0, 1, 1, 1));
        assertThat(same.over(new Shape(1, 4, 5), 7, "conv")).isEqualTo(new Shape(7, 2, 3));
    }

    @Test
    void shouldStayInsideWithoutPadding() {
        SlidingWindow valid = new SlidingWindow(new WindowSize(1, 3), 2, Padding.VALID);

        assertThat(valid.border(new Shape(1, 4, 6))).isEqualTo(PaddingAmounts.NONE);
        assertThat(valid.over(new Shape(1, 4, 6), 2, "conv")).isEqualTo(new Shape(2, 2, 2));
    }

    @Test
    void shouldRefuseWhatItCannotSlideOver() {
        SlidingWindow valid = new SlidingWindow(WindowSize.square(3), 1, Padding.VALID);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> valid.over(new Shape(1, 2, 9), 1, "conv"))
                .withMessageContaining("a conv's kernel is larger than its input");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> valid.over(Shape.vector(9), 1, "maxPool"))
                .withMessageContaining("a maxPool stands after flatten or a global pool");
    }
}
