package dev.thorax.worker.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Measures training scans by distances that did not see their patients. */
final class CrossFittedDistances {
    /** The number of parts into which the training patients are divided. */
    static final int FOLDS = 5;

    private CrossFittedDistances() {}

    /**
     * Measures each training scan by distances that were learned from other patients.
     *
     * @param features float32[N][F]
     * @param labels int[N], index of the class of each
     * @param patients N patient keys
     * @param seed decides which patients go together
     * @return float64[N][2]
     */
    static double[][] of(float[][] features, int[] labels, List<String> patients, long seed) {
        int[] folds = folds(patients, seed);
        double[][] distances = new double[features.length][];
        for (int fold = 0; fold < FOLDS; fold++) {
            int measured = fold;
            int[] learned = rows(folds, measured, false);
            int[] rows = rows(folds, measured, true);
            if (rows.length > 0) {
                Distances others = Distances.learn(at(features, learned), at(labels, learned), seed);
                for (int row : rows) {
                    distances[row] = others.of(features[row]);
                }
            }
        }
        return distances;
    }

    private static int[] folds(List<String> patients, long seed) {
        List<String> order = new ArrayList<>(new TreeSet<>(patients));
        Collections.shuffle(order, new Random(seed));
        Map<String, Integer> folds = new HashMap<>();
        order.forEach(patient -> folds.put(patient, folds.size() % FOLDS));
        return patients.stream().mapToInt(folds::get).toArray();
    }

    private static int[] rows(int[] folds, int fold, boolean inside) {
        return IntStream.range(0, folds.length)
                .filter(i -> (folds[i] == fold) == inside)
                .toArray();
    }

    private static float[][] at(float[][] features, int[] rows) {
        return IntStream.of(rows).mapToObj(i -> features[i]).toArray(float[][]::new);
    }

    private static int[] at(int[] labels, int[] rows) {
        return IntStream.of(rows).map(i -> labels[i]).toArray();
    }
}
