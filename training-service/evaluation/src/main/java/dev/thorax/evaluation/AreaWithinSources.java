package dev.thorax.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Computes the area under the ROC curve between two classes over the pairs of scans that come from one source. It is a function
 * of weights, int[N], how often each scan counts; NaN if no source has scans of both.
 */
final class AreaWithinSources implements ToDoubleFunction<int[]> {
    private final List<Stratum> strata;
    private final int all;

    private AreaWithinSources(List<Stratum> strata, int all) {
        this.strata = strata;
        this.all = all;
    }

    /**
     * The scans of both classes from one source.
     *
     * @param rows their positions among all scans
     * @param positive boolean[rows.length], whether a scan is of the first class
     * @param ranking the scans by how much more they look like the first class
     */
    private record Stratum(int[] rows, boolean[] positive, Ranking ranking) {}

    /** Takes the scans of classes {@code one} and {@code other}, by the share of {@code one} in the probability of both. */
    static AreaWithinSources of(Predictions predictions, List<String> sources, int one, int other) {
        int[] truth = predictions.truth();
        Map<String, List<Integer>> bySource = new LinkedHashMap<>();
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] == one || truth[i] == other) {
                bySource.computeIfAbsent(sources.get(i), source -> new ArrayList<>())
                        .add(i);
            }
        }
        List<Stratum> strata = bySource.values().stream()
                .map(rows -> rows.stream().mapToInt(i -> i).toArray())
                .filter(rows ->
                        Arrays.stream(rows).map(i -> truth[i]).distinct().count() == 2)
                .map(rows -> stratum(predictions, rows, one, other))
                .toList();
        return new AreaWithinSources(strata, truth.length);
    }

    private static Stratum stratum(Predictions predictions, int[] rows, int one, int other) {
        float[] scores = new float[rows.length];
        boolean[] positive = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            float[] row = predictions.probabilities()[rows[i]];
            float both = row[one] + row[other];
            scores[i] = both == 0 ? 0.5f : row[one] / both;
            positive[i] = predictions.truth()[rows[i]] == one;
        }
        return new Stratum(rows, positive, new Ranking(scores, positive));
    }

    /** Returns the number of sources that have scans of both classes. */
    int sources() {
        return strata.size();
    }

    /** Returns the number of scans from these sources. */
    int scans() {
        return strata.stream().mapToInt(stratum -> stratum.rows().length).sum();
    }

    /** Returns the area with each scan counted once. */
    double once() {
        return applyAsDouble(IntStream.generate(() -> 1).limit(all).toArray());
    }

    @Override
    public double applyAsDouble(int[] weights) {
        double won = 0;
        long pairs = 0;
        for (Stratum stratum : strata) {
            int[] own = Arrays.stream(stratum.rows()).map(i -> weights[i]).toArray();
            long positives = 0;
            long negatives = 0;
            for (int i = 0; i < own.length; i++) {
                positives += stratum.positive()[i] ? own[i] : 0;
                negatives += stratum.positive()[i] ? 0 : own[i];
            }
            if (positives > 0 && negatives > 0) {
                won += stratum.ranking().area(own) * positives * negatives;
                pairs += positives * negatives;
            }
        }
        return won / pairs;
    }
}
