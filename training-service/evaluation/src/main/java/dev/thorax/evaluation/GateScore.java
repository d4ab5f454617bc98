package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gate does to the scans of held-out patients.
 *
 * @param scans number of scans
 * @param refused number of scans that it leaves undetermined
 * @param refusedShare share of the scans that it leaves undetermined, in [0,1]
 * @param refusedInterval 95 % bootstrap interval of it, over patients
 * @param reasons number of scans by the reason; reasons without a scan are left out
 * @param accuracy share of all scans that are predicted right, in [0,1]
 * @param accuracyOfRest share of the scans with a class that are predicted right, in [0,1]; null if no scan gets a class
 * @param accuracyOfRestInterval 95 % bootstrap interval of it, over patients; null if no scan gets a class
 */
public record GateScore(
        int scans,
        int refused,
        double refusedShare,
        Interval refusedInterval,
        Map<String, Integer> reasons,
        double accuracy,
        Double accuracyOfRest,
        Interval accuracyOfRestInterval) {

    /**
     * Scores a gate.
     *
     * @param predictions of the scans
     * @param reasons why each of them has no class, in the same order; null if it has one
     * @param seed seed of the bootstrap
     */
    public static GateScore of(Predictions predictions, List<String> reasons, long seed) {
        return of(predictions, reasons, new Unseen("", List.of()), seed);
    }

    /**
     * Scans that a network cannot see, so that there is no prediction. They are undetermined, and none of them is right.
     *
     * @param reason why they have no class
     * @param patients the patient of each
     */
    public record Unseen(String reason, List<String> patients) {}

    /**
     * Scores a gate.
     *
     * @param predictions of the scans that the network sees
     * @param outcomes why each of them has no class, in the same order; null if it has one
     * @param unseen the other scans
     * @param seed seed of the bootstrap
     */
    public static GateScore of(Predictions predictions, List<String> outcomes, Unseen unseen, long seed) {
        int[] predicted = predictions.predicted();
        int[] truth = predictions.truth();
        if (outcomes.size() != truth.length) {
            throw new IllegalArgumentException("Each scan needs its outcome.");
        }
        List<String> reasons = Stream.concat(
                        outcomes.stream(), unseen.patients.stream().map(patient -> unseen.reason))
                .collect(Collectors.toList());
        List<String> patients = Stream.concat(predictions.patients().stream(), unseen.patients.stream())
                .toList();
        int[] ones = new int[reasons.size()];
        Arrays.fill(ones, 1);
        IntPredicate all = i -> true;
        IntPredicate rest = i -> reasons.get(i) == null;
        IntPredicate refused = i -> reasons.get(i) != null;
        IntPredicate right = i -> i < truth.length && predicted[i] == truth[i];
        PatientBootstrap bootstrap = new PatientBootstrap(patients, seed);
        double ofRest = WeightedShare.of(ones, right, rest);
        Map<String, Integer> counts = new TreeMap<>();
        reasons.stream().filter(reason -> reason != null).forEach(reason -> counts.merge(reason, 1, Integer::sum));
        return new GateScore(
                reasons.size(),
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                WeightedShare.of(ones, refused, all),
                bootstrap.interval(times -> WeightedShare.of(times, refused, all)),
                counts,
                WeightedShare.of(ones, right, all),
                Double.isNaN(ofRest) ? null : ofRest,
                bootstrap.interval(times -> WeightedShare.of(times, right, rest)));
    }
}
