package dev.thorax.evaluation;

/**
 * Counts of scans by true class and outcome.
 *
 * @param counts long[C][C+1]: rows are true classes, columns predicted ones, the last column the scans without a class
 */
record OutcomeTable(long[][] counts) {
    /** Selects cells of the table. */
    @FunctionalInterface
    interface Cells {
        /** Returns whether the cell of a true and a predicted class is meant; {@code predicted} is C for none. */
        boolean has(int truth, int predicted);

        /** Returns the cells of both. */
        default Cells and(Cells other) {
            return (truth, predicted) -> has(truth, predicted) && other.has(truth, predicted);
        }
    }

    /** Counts outcomes, each as often as its weight says. */
    static OutcomeTable count(Outcomes outcomes, int[] weights) {
        int classes = outcomes.classes().size();
        long[][] counts = new long[classes][classes + 1];
        for (int i = 0; i < weights.length; i++) {
            counts[outcomes.truth()[i]][outcomes.column(i)] += weights[i];
        }
        return new OutcomeTable(counts);
    }

    /** Returns the number of scans in some cells. */
    long sum(Cells cells) {
        long sum = 0;
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts[truth].length; predicted++) {
                sum += cells.has(truth, predicted) ? counts[truth][predicted] : 0;
            }
        }
        return sum;
    }

    /** Returns the mean over classes of the share of their scans with a class that are found; NaN if a class with scans has none. */
    double balancedAccuracy(boolean[] present) {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < counts.length; c++) {
            if (present[c]) {
                sum += (double) counts[c][c] / sumOfCalled(c);
                classes++;
            }
        }
        return sum / classes;
    }

    private long sumOfCalled(int c) {
        return sum((truth, predicted) -> truth == c && predicted < counts.length);
    }
}
