package dev.thorax.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Named;

/** Predictions of one shape and what scikit-learn says of them: see make_expected.py, which wrote them. */
record Shape(
        int[] truth,
        float[][] probabilities,
        List<String> patients,
        double accuracy,
        double balancedAccuracy,
        double matthews,
        double[] micro,
        double rocAucOneVersusRest,
        double rocAucOneVersusOne,
        double prAuc,
        int[][] confusion,
        List<OfClass> perClass,
        Map<String, double[]> intervals,
        double[][] reliability,
        double error,
        double temperature,
        double loss,
        double errorScaled) {

    /** Counts are true positives, false positives, true negatives, false negatives; curves are x, y, threshold. */
    record OfClass(
            double precision,
            double recall,
            double specificity,
            double f1,
            int support,
            int[] counts,
            double rocAucOneVersusRest,
            double rocAucOneVersusOne,
            double prAuc,
            Double[] atSpecificity95,
            Double[] atSensitivity95,
            Double[][] roc,
            Double[][] precisionRecall) {}

    static Stream<Named<Shape>> all() throws IOException {
        return read().entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    static Shape of(String name) {
        try {
            return read().get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Predictions predictions() {
        return new Predictions(classes(), truth, probabilities, patients);
    }

    List<String> classes() {
        return IntStream.range(0, perClass.size()).mapToObj(c -> "class " + c).toList();
    }

    private static Map<String, Shape> read() throws IOException {
        return new ObjectMapper()
                .readValue(Shape.class.getResourceAsStream("/evaluation/expected.json"), new TypeReference<>() {});
    }
}
