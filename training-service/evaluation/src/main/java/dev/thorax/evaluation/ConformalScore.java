package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well sets of classes hold on the scans of held-out patients.
 *
 * @param coverage the share that the sets promise, in (0,1)
 * @param size mean number of classes of a set
 * @param single share of the scans whose set is one class, in [0,1]
 * @param empty share of the scans whose set is empty, in [0,1]
 * @param singleRight share of the sets of one class that are right, in [0,1]; null if there are none
 * @param classes by class, what its scans get
 */
public record ConformalScore(
        double coverage,
        double size,
        double single,
        double empty,
        Double singleRight,
        Map<String, ClassCoverage> classes) {

    /**
     * What the scans of one class get.
     *
     * @param scans number of scans
     * @param covered share of them whose set has the class, in [0,1]; null without scans
     * @param interval 95 % bootstrap interval of it, over patients; null without scans
     */
    public record ClassCoverage(int scans, Double covered, Interval interval) {}

    /**
     * Scores sets.
     *
     * @param predictions of the scans
     * @param sets for each scan the names of the classes that it may have
     * @param coverage what the sets promise
     * @param seed seed of the bootstrap
     */
    public static ConformalScore of(Predictions predictions, List<List<String>> sets, double coverage, long seed) {
        int[] truth = predictions.truth();
        if (sets.size() != truth.length) {
            throw new IllegalArgumentException("Each scan needs its set.");
        }
        IntPredicate covered = i -> sets.get(i).contains(predictions.classes().get(truth[i]));
        IntPredicate single = i -> sets.get(i).size() == 1;
        int[] ones = new int[truth.length];
        Arrays.fill(ones, 1);
        PatientBootstrap bootstrap = new PatientBootstrap(predictions, seed);
        Map<String, ClassCoverage> classes = new LinkedHashMap<>();
        for (int c = 0; c < predictions.classes().size(); c++) {
            int label = c;
            IntPredicate own = i -> truth[i] == label;
            classes.put(
                    predictions.classes().get(c),
                    new ClassCoverage(
                            (int) IntStream.range(0, truth.length).filter(own).count(),
                            defined(WeightedShare.of(ones, covered, own)),
                            bootstrap.interval(times -> WeightedShare.of(times, covered, own))));
        }
        return new ConformalScore(
                coverage,
                mean(truth.length, i -> sets.get(i).size()),
                WeightedShare.of(ones, single, i -> true),
                WeightedShare.of(ones, i -> sets.get(i).isEmpty(), i -> true),
                defined(WeightedShare.of(ones, covered, single)),
                classes);
    }

    private static double mean(int scans, IntToDoubleFunction value) {
        return IntStream.range(0, scans).mapToDouble(value).average().orElseThrow();
    }

    private static Double defined(double share) {
        return Double.isNaN(share) ? null : share;
    }
}
