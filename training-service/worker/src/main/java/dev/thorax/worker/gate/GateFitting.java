package dev.thorax.worker.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Gate;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.classifier.FeatureExtractor;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.WithoutLungs;
import dev.thorax.worker.fitting.FittingListener;
import dev.thorax.worker.fitting.ScoredScans;

/**
 * Fits the gate of a network. The distances are learned from the training scans. The limits are set by the validation scans,
 * and by the training scans themselves if the network's weights do not come from them: then each is measured by distances
 * that were learned from other patients.
 */
public final class GateFitting {
    /** The least number of validation scans by which limits can be set. */
    public static final int FEWEST_SCANS = 2;

    private final Dataset dataset;
    private final Split split;
    private final Map<Integer, float[]> features;
    private final long seed;

    private GateFitting(Dataset dataset, Split split, Map<Integer, float[]> features, long seed) {
        this.dataset = dataset;
        this.split = split;
        this.features = features;
        this.seed = seed;
    }

    /**
     * Computes the features of all scans of a split.
     *
     * @param extractor gives the deepest features of the network
     * @param seed decides which patients go together
     * @param listener receives the progress
     * @throws InterruptedException if the thread was interrupted
     */
    public static GateFitting of(
            FeatureExtractor extractor, Dataset dataset, Split split, long seed, FittingListener listener)
            throws InterruptedException {
        int[] all = Stream.of(split.training(), split.validation(), split.test())
                .flatMapToInt(Arrays::stream)
                .toArray();
        float[][] rows = extractor.extract(dataset, all, listener);
        Map<Integer, float[]> features = new HashMap<>();
        for (int i = 0; i < all.length; i++) {
            features.put(all[i], rows[i]);
        }
        return new GateFitting(dataset, split, features, seed);
    }

    /**
     * Fits the gate.
     *
     * @param refused the share of calibration scans that it refuses, in (0,1)
     * @param calibration the validation scans, and training scans if the network's weights do not come from them, with
     *     probabilities after the temperature by a network that did not learn from them
     * @param without the scans of the split without lungs, which are refused, too
     */
    public FittedGate fit(double refused, ScoredScans calibration, WithoutLungs without) {
        Distances distances = Distances.learn(features(split.training()), dataset.labels(split.training()), seed);
        Set<Integer> training = Arrays.stream(split.training()).boxed().collect(Collectors.toSet());
        boolean crossFits = Arrays.stream(calibration.scans()).anyMatch(training::contains);
        Map<Integer, double[]> crossFitted = crossFits ? trainingDistances() : Map.of();
        double[][] measured = Arrays.stream(calibration.scans())
                .mapToObj(scan -> training.contains(scan) ? crossFitted.get(scan) : distances.of(features.get(scan)))
                .toArray(double[][]::new);
        int lost = without.validation().size() + (crossFits ? without.training().size() : 0);
        float[][] probabilities = calibration.predictions().probabilities();
        Gate.Limits limits = new LimitFinder(measured, probabilities, lost, refused).find();
        return new FittedGate(distances, limits, reasons(limits, probabilities, measured));
    }

    /**
     * Returns why each test scan has no class, in their order; null for one that has a class.
     *
     * @param test probabilities of the test scans, after the temperature
     */
    public List<UndeterminedReason> outcomes(FittedGate gate, Predictions test) {
        return reasons(gate.limits(), test.probabilities(), measure(gate, split.test()));
    }

    private static List<UndeterminedReason> reasons(Gate.Limits limits, float[][] probabilities, double[][] distances) {
        List<UndeterminedReason> reasons = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            reasons.add(
                    limits.reason(probabilities[i], new float[] {(float) distances[i][0], (float) distances[i][1]}));
        }
        return reasons;
    }

    /**
     * Measures scans of the split.
     *
     * @param part indices of scans
     * @return float64[part.length][2]
     */
    public double[][] measure(FittedGate gate, int[] part) {
        return Arrays.stream(part)
                .mapToObj(scan -> gate.distances().of(features.get(scan)))
                .toArray(double[][]::new);
    }

    private Map<Integer, double[]> trainingDistances() {
        int[] training = split.training();
        double[][] distances = CrossFittedDistances.of(
                features(training),
                dataset.labels(training),
                Arrays.stream(training)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList(),
                seed);
        Map<Integer, double[]> byScan = new HashMap<>();
        IntStream.range(0, training.length).forEach(i -> byScan.put(training[i], distances[i]));
        return byScan;
    }

    private float[][] features(int[] part) {
        return Arrays.stream(part).mapToObj(features::get).toArray(float[][]::new);
    }
}
