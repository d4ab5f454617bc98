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

/** Predictions and their scores by scikit-learn, as make_expected.py wrote them. */
record ScikitLearnScores(
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

    static Stream<Named<ScikitLearnScores>> all() throws IOException {
        return read().entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    static ScikitLearnScores of(String name) {
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

    private static Map<String, ScikitLearnScores> read() throws IOException {
        return new ObjectMapper()
                .readValue(
                        ScikitLearnScores.class.getResourceAsStream("/evaluation/expected.json"),
                        new TypeReference<>() {});
    }
}
