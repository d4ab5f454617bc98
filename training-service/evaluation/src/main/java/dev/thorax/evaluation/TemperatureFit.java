package dev.thorax.evaluation;

/**
 * Finds the temperature of least negative log-likelihood. This is convex in 1/T, so its slope changes sign once. Halving an
 * interval of log T by that sign ends at the minimum, or at the bound beyond which it lies. A search on the values
 * themselves would stop at about eight digits, where the minimum looks flat.
 */
final class TemperatureFit {
    private static final double COLDEST = 0.05;
    private static final double HOTTEST = 20;
    private static final int HALVINGS = 60;

    /** The log of each probability over the scan's greatest, double[N][C]. */
    private final double[][] logs;

    private final int[] truth;

    TemperatureFit(Predictions predictions) {
        this.truth = predictions.truth();
        this.logs = new double[truth.length][];
        int[] predicted = predictions.predicted();
        for (int i = 0; i < truth.length; i++) {
            float[] row = predictions.probabilities()[i];
            logs[i] = Temperature.logRatios(row, row[predicted[i]]);
        }
    }

    /** Returns the temperature, in [0.05, 20]; 1 if all are equally good. */
    double best() {
        if (slope(1) == 0) {
            return 1;
        }
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(Math.exp(-middle)) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.max(COLDEST, Math.min(HOTTEST, Math.exp(high)));
    }

    /** Returns the slope of the negative log-likelihood in 1/T: the expected log p less the log p of the truth. */
    private double slope(double inverse) {
        double slope = 0;
        for (int i = 0; i < truth.length; i++) {
            double sum = 0;
            double expected = 0;
            for (double log : logs[i]) {
                double power = Math.exp(inverse * log);
                sum += power;
                expected += power * log;
            }
            slope += expected / sum - logs[i][truth[i]];
        }
        return slope;
    }
}
