package dev.thorax.evaluation;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TemperatureTest {

    @ParameterizedTest
    @MethodSource("dev.thorax.evaluation.ScikitLearnScores#all")
    void shouldFindTheTemperatureOfLeastLoss(ScikitLearnScores shape) {
        Temperature temperature = Temperature.fit(shape.predictions());

        Predictions scaled = temperature.apply(shape.predictions());
        assertThat(temperature.value()).isEqualTo(shape.temperature(), within(1e-5));
        assertThat(loss(scaled)).isEqualTo(shape.loss(), within(1e-6));
        Calibration calibration = Calibration.of(List.of(new Fold(shape.predictions(), temperature)));
        assertThat(calibration.temperature()).isEqualTo(temperature.value(), within(1e-12));
        assertThat(calibration.errorBefore()).isEqualTo(shape.error(), within(1e-9));
        assertThat(calibration.errorAfter()).isEqualTo(shape.errorScaled(), within(1e-6));
    }

    @Test
    void shouldStayInItsBoundsWhenAllIsRightOrAllIsWrong() {
        assertThat(Temperature.fit(two(0.9f, 0.1f)).value()).isEqualTo(0.05, within(1e-9));
        assertThat(Temperature.fit(two(1, 0)).value()).isEqualTo(0.05, within(1e-9));
        assertThat(Temperature.fit(two(0.1f, 0.9f)).value()).isEqualTo(20, within(1e-9));
        assertThat(Temperature.fit(two(0, 1)).value()).isEqualTo(20, within(1e-9));
    }

    @Test
    void shouldChangeNothingWhereNoTemperatureIsBetter() {
        assertThat(Temperature.fit(two(0.5f, 0.5f))).isEqualTo(Temperature.NONE);
    }

    @Test
    void shouldKeepTheClassOfProbabilitiesThatHeatLevels() {
        Predictions close = two(0.49999997f, 0.50000003f);

        Predictions hot = new Temperature(20).apply(close);

        assertThat(hot.predicted()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseWhatIsNoTemperature(double value) {
        assertThatThrownBy(() -> new Temperature(value)).hasMessageContaining("above 0");
    }

    private static Predictions two(float truth, float other) {
        return new Predictions(List.of("A", "B"), new int[] {0}, new float[][] {{truth, other}}, List.of("p"));
    }

    private static double loss(Predictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.truth().length; i++) {
            sum -= Math.log(predictions.probabilities()[i][predictions.truth()[i]]);
        }
        return sum / predictions.truth().length;
    }
}
