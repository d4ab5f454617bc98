package dev.thorax.evaluation;

import java.util.Arrays;

/**
 * Finds one threshold for each of several signals, so that together they refuse a given share of scans. Each signal alone
 * refuses the same number of scans, since nothing is known about which of them matters more.
 */
public final class JointThresholds {
    private final double[][] signals;
    private final double[][] sorted;

    private JointThresholds(double[][] signals) {
        this.signals = signals;
        this.sorted = new double[signals[0].length][];
        for (int s = 0; s < sorted.length; s++) {
            int signal = s;
            sorted[s] = Arrays.stream(signals).mapToDouble(row -> row[signal]).toArray();
            Arrays.sort(sorted[s]);
        }
    }

    /**
     * Returns the lowest thresholds at which at most the share {@code refused} of the scans has a signal above its threshold.
     *
     * @param signals float64[N][S], N at least 1; a larger value is more suspicious
     * @param refused the share in [0,1)
     * @return float64[S]
     */
    public static double[] of(double[][] signals, double refused) {
        if (signals.length == 0 || !(refused >= 0 && refused < 1)) {
            throw new IllegalArgumentException("Thresholds need scans, and a share in [0,1).");
        }
        return new JointThresholds(signals).find((int) Math.floor(refused * signals.length));
    }

    /** Returns whether a scan has a signal above its threshold. */
    static boolean refuses(double[] thresholds, double[] signals) {
        for (int s = 0; s < thresholds.length; s++) {
            if (signals[s] > thresholds[s]) {
                return true;
            }
        }
        return false;
    }

    private double[] find(int allowed) {
        int alone = 0;
        while (alone < allowed && count(thresholds(alone + 1)) <= allowed) {
            alone++;
        }
        return thresholds(alone);
    }

    /** Returns the thresholds above which {@code alone} values of each signal lie, fewer if values are equal. */
    private double[] thresholds(int alone) {
        return Arrays.stream(sorted)
                .mapToDouble(values -> values[values.length - 1 - alone])
                .toArray();
    }

    private long count(double[] thresholds) {
        return Arrays.stream(signals).filter(row -> refuses(thresholds, row)).count();
    }
}
