package dev.thorax.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * The predictions of a network for scans whose class is known.
 *
 * @param classes the classes, in the order of the network's outputs
 * @param truth int[N], index of each scan's class
 * @param probabilities float[N][C], rows sum to 1
 * @param patients N patient keys; equal for scans of the same patient
 */
public record Predictions(List<String> classes, int[] truth, float[][] probabilities, List<String> patients) {
    public Predictions {
        if (truth.length == 0 || truth.length != probabilities.length || truth.length != patients.size()) {
            throw new IllegalArgumentException("Truth, probabilities and patients must have the same length, above 0.");
        }
    }

    /** Concatenates predictions, which must have the same classes. */
    public static Predictions join(List<Predictions> parts) {
        List<List<String>> classes =
                parts.stream().map(Predictions::classes).distinct().toList();
        if (classes.size() != 1) {
            throw new IllegalArgumentException("Predictions to join must have the same classes, not " + classes + ".");
        }
        return new Predictions(
                classes.get(0),
                parts.stream().flatMapToInt(part -> Arrays.stream(part.truth)).toArray(),
                parts.stream()
                        .flatMap(part -> Arrays.stream(part.probabilities))
                        .toArray(float[][]::new),
                parts.stream().flatMap(part -> part.patients.stream()).toList());
    }

    /** Returns the first {@code count} predictions, in [1,N]. */
    public Predictions first(int count) {
        return new Predictions(
                classes, Arrays.copyOf(truth, count), Arrays.copyOf(probabilities, count), patients.subList(0, count));
    }

    /** Returns the predictions at {@code rows}, positions in [0,N), at least one. */
    public Predictions at(int[] rows) {
        return new Predictions(
                classes,
                Arrays.stream(rows).map(i -> truth[i]).toArray(),
                Arrays.stream(rows).mapToObj(i -> probabilities[i]).toArray(float[][]::new),
                Arrays.stream(rows).mapToObj(patients::get).toList());
    }

    /** Returns the index of each scan's most probable class, the first of equals: int[N]. */
    public int[] predicted() {
        int[] predicted = new int[truth.length];
        for (int i = 0; i < truth.length; i++) {
            for (int c = 1; c < classes.size(); c++) {
                if (probabilities[i][c] > probabilities[i][predicted[i]]) {
                    predicted[i] = c;
                }
            }
        }
        return predicted;
    }
}
