package dev.thorax.worker.classifier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FeatureScalerTest {

    @Test
    void shouldGiveEachFeatureMeanZeroAndDeviationOne() {
        FeatureScaler scaler = FeatureScaler.of(new float[][] {{1, 10}, {3, 30}});

        assertThat(scaler.apply(new float[] {1, 30})).containsExactly(-1, 1);
    }

    @Test
    void shouldKeepAConstantFeatureOfANetworkAndOnlyShiftIt() {
        FeatureScaler scaler = FeatureScaler.of(new float[][] {{1, 7}, {3, 7}});

        assertThat(scaler.features()).isEqualTo(2);
        assertThat(scaler.apply(new float[] {3, 7.5f})).containsExactly(new double[] {1, 0.5}, within(1e-6));
    }

    @Test
    void shouldDropTheConstantFeaturesOfAControl() {
        FeatureScaler scaler = FeatureScaler.ofVarying(new double[][] {{7, 1}, {7, 3}});

        assertThat(scaler.apply(new double[] {9, 3})).containsExactly(1);
    }

    @Test
    void shouldLeaveOneFeatureThatIsZeroIfNoneVaries() {
        FeatureScaler scaler = FeatureScaler.ofVarying(new double[][] {{7, 1}, {7, 1}});

        assertThat(scaler.apply(new double[] {9, 3})).containsExactly(0);
    }
}
