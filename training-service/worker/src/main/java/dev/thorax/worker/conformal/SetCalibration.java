package dev.thorax.worker.conformal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.evaluation.ConformalScore;
import dev.thorax.evaluation.ConformalThresholds;
import dev.thorax.evaluation.Predictions;

/**
 * Fits class sets to scans that get a class, as only these have a set in an event. The scans must be of patients from whom the network
 * did not learn, with the probabilities that it serves.
 */
public final class SetCalibration {
    private static final int FOLDS = 10;

    private SetCalibration() {}

    /**
     * Fits the sets.
     *
     * @param coverage the share of the scans of each class whose set has the class, in (0,1)
     * @param site the scans, if they are a hospital's own; null for those of the training
     */
    public static ConformalSets fit(Predictions calibration, double coverage, ConformalSets.@Nullable Site site) {
        ConformalThresholds fitted = ConformalThresholds.fit(calibration, coverage);
        Map<String, Double> thresholds = new LinkedHashMap<>();
        Map<String, Integer> scans = new LinkedHashMap<>();
        for (int c = 0; c < calibration.classes().size(); c++) {
            thresholds.put(calibration.classes().get(c), fitted.thresholds()[c]);
            scans.put(calibration.classes().get(c), fitted.scans()[c]);
        }
        return new ConformalSets(coverage, thresholds, scans, site);
    }

    /** Returns the set of each scan. */
    public static List<List<String>> sets(ConformalSets fitted, Predictions predictions) {
        return Arrays.stream(predictions.probabilities())
                .map(row -> fitted.of(predictions.classes(), row))
                .toList();
    }

    /**
     * Scores sets on the scans to which they are fitted: patients are divided into {@value #FOLDS} parts, and each part is scored by sets that were
     * fitted to the others. With fewer patients each is a part.
     *
     * @param seed seed of the bootstrap
     */
    public static ConformalScore crossFitted(Predictions calibration, double coverage, long seed) {
        List<String> patients = calibration.patients().stream().distinct().toList();
        int parts = Math.min(FOLDS, patients.size());
        List<List<String>> sets = new ArrayList<>(calibration.patients().size());
        calibration.patients().forEach(patient -> sets.add(List.of()));
        for (int part = 0; part < parts; part++) {
            int number = part;
            int[] own = rows(calibration, patients, i -> i % parts == number);
            int[] others = rows(calibration, patients, i -> i % parts != number);
            // A single patient leaves nobody to fit to, so no class can be excluded.
            List<List<String>> scored = others.length == 0
                    ? Arrays.stream(own).mapToObj(i -> calibration.classes()).toList()
                    : sets(fit(calibration.at(others), coverage, null), calibration.at(own));
            IntStream.range(0, own.length).forEach(i -> sets.set(own[i], scored.get(i)));
        }
        return ConformalScore.of(calibration, sets, coverage, seed);
    }

    private static int[] rows(Predictions calibration, List<String> patients, IntPredicate isOfPatient) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        patients.forEach(patient -> numbers.put(patient, numbers.size()));
        return IntStream.range(0, calibration.patients().size())
                .filter(i -> isOfPatient.test(numbers.get(calibration.patients().get(i))))
                .toArray();
    }
}
