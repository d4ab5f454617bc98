package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Computes confidence intervals by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13). It draws patients with
 * all their scans, because the scans of one patient resemble each other. All figures use the same draws. A draw that leaves
 * a figure undefined (no scan of a class) does not count for it. An interval without width means that these patients do not
 * differ, not that the figure is certain: with one patient it never has width.
 */
final class PatientBootstrap {
    private static final int DRAWS = 2000;
    /** The level of all intervals. */
    static final double LEVEL = 0.95;

    private final int[] patientOf;
    private final int patients;
    private final long seed;

    PatientBootstrap(Predictions predictions, long seed) {
        this(predictions.patients(), seed);
    }

    /** @param patientOf the patient of each scan */
    PatientBootstrap(List<String> patientOf, long seed) {
        Map<String, Integer> numbers = new HashMap<>();
        this.patientOf = patientOf.stream()
                .mapToInt(patient -> numbers.computeIfAbsent(patient, key -> numbers.size()))
                .toArray();
        this.patients = numbers.size();
        this.seed = seed;
    }

    /**
     * Returns the interval of one figure.
     *
     * @param figure a function of weights, int[N], how often each scan counts; NaN if undefined
     * @return the interval, or null if no draw defines the figure
     */
    Interval interval(ToDoubleFunction<int[]> figure) {
        return percentiles(stream().mapToDouble(figure));
    }

    /**
     * Returns something of each draw.
     *
     * @param of a function of weights, int[N], how often each scan counts
     */
    <T> List<T> draws(Function<int[], T> of) {
        return stream().map(of).toList();
    }

    /** Returns the interval of the figures of all draws, NaN where one is undefined, or null if no draw defines the figure. */
    static Interval percentiles(DoubleStream ofDraws) {
        double[] figures =
                ofDraws.filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (figures.length == 0) {
            return null;
        }
        double tail = (1 - LEVEL) / 2;
        return new Interval(quantile(figures, tail), quantile(figures, 1 - tail), LEVEL);
    }

    private Stream<int[]> stream() {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> draw(random)).limit(DRAWS);
    }

    private int[] draw(SplittableRandom random) {
        int[] times = new int[patients];
        for (int i = 0; i < patients; i++) {
            times[random.nextInt(patients)]++;
        }
        return Arrays.stream(patientOf).map(patient -> times[patient]).toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
