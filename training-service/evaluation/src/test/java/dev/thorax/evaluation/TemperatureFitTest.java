package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TemperatureFitTest {

    /** Three of four are right, so the fitted probability of the predicted class is 0.75: odds of 3 from odds of 9 are T = 2. */
    @Test
    void shouldFitTheShareThatIsRight() {
        assertThat(new TemperatureFit(predictions(0.9f, 0, 0, 0, 1)).best()).isEqualTo(2, within(1e-6));
    }

    @Test
    void shouldStopAtTheBoundsBeyondWhichTheMinimumLies() {
        assertThat(new TemperatureFit(predictions(0.9f, 0, 0)).best()).isEqualTo(0.05, within(1e-6));
        assertThat(new TemperatureFit(predictions(0.9f, 1, 1)).best()).isEqualTo(20, within(1e-6));
    }

    @Test
    void shouldKeepEqualProbabilities() {
        assertThat(new TemperatureFit(predictions(0.5f, 0, 1)).best()).isEqualTo(1);
    }

    private static Predictions predictions(float first, int... truth) {
        float[][] probabilities = new float[truth.length][];
        Arrays.setAll(probabilities, i -> new float[] {first, 1 - first});
        return new Predictions(List.of("A", "B"), truth, probabilities, Collections.nCopies(truth.length, "p"));
    }
}
