package dev.thorax.worker.gate;

import java.util.Random;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ShrunkCovarianceTest {
    private static final double[][] ROWS = {
        {2, 1, 0}, {-1, 0.5, 1}, {0, -2, -1.5}, {-1, 0.5, 0.5}, {3, -1, 2}, {-3, 1, -2}
    };

    /** Holds what {@code sklearn.covariance.ledoit_wolf(ROWS, assume_centered=True)} of scikit-learn gives. */
    private static final double[][] EXPECTED = {
        {2.8810704296974317, -0.2545766590389014, 0.5346109839816929},
        {-0.2545766590389014, 2.040967454869057, -0.012728832951945069},
        {0.5346109839816929, -0.012728832951945069, 2.244628782100178}
    };

    @Test
    void shouldShrinkAsScikitLearnDoes() {
        ShrunkCovariance covariance = ShrunkCovariance.of(ROWS);

        assertThat(covariance.shrinkage()).isEqualTo(0.6945080091533183, within(1e-12));
        for (int i = 0; i < 3; i++) {
            assertThat(covariance.matrix()[i]).containsExactly(EXPECTED[i], within(1e-8));
        }
    }

    @Test
    void shouldWhitenTheCovariance() {
        ShrunkCovariance covariance = ShrunkCovariance.of(noise(40, 12));
        RealMatrix whitening = new Array2DRowRealMatrix(covariance.whitening());

        RealMatrix whitened = whitening
                .transpose()
                .multiply(new Array2DRowRealMatrix(covariance.matrix()))
                .multiply(whitening);

        assertThat(whitened.subtract(MatrixUtils.createRealIdentityMatrix(12)).getNorm())
                .isLessThan(1e-9);
    }

    @Test
    void shouldWhitenFewerRowsThanColumns() {
        double[][] whitening = ShrunkCovariance.of(noise(5, 30)).whitening();

        assertThat(whitening[0][0]).isFinite().isPositive();
    }

    @Test
    void shouldCountFeaturesThatDoNotVaryAsIfTheyVariedALittle() {
        ShrunkCovariance covariance = ShrunkCovariance.of(new double[4][2]);

        assertThat(covariance.shrinkage()).isEqualTo(1);
        assertThat(covariance.whitening()[1][1]).isFinite().isGreaterThan(1000);
    }

    private static double[][] noise(int rows, int columns) {
        Random random = new Random(3);
        double[][] noise = new double[rows][columns];
        for (double[] row : noise) {
            double shared = random.nextGaussian();
            for (int c = 0; c < columns; c++) {
                row[c] = shared + random.nextGaussian() * (c + 1);
            }
        }
        return noise;
    }
}
