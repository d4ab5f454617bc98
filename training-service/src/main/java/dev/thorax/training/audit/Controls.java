package dev.thorax.training.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.LabelledScan;
import dev.thorax.training.evaluation.Evaluation;
import dev.thorax.training.evaluation.Predictions;

/** Scores a cheap model on each view of a data set, with the parts that a version had. */
final class Controls {
    private final Dataset dataset;
    private final List<Holdout> holdouts;
    private final MaskedPixels pixels;
    private final long seed;

    Controls(Dataset dataset, List<Holdout> holdouts, Function<LabelledScan, Rectangle> window, long seed) {
        this.dataset = dataset;
        this.holdouts = holdouts;
        this.pixels = new MaskedPixels(dataset.input(), window);
        this.seed = seed;
    }

    /** By view, in the order of {@link View}. */
    Map<View, Control> all() {
        Map<View, Control> controls = new TreeMap<>();
        for (View view : View.values()) {
            controls.put(view, Control.of(view, Evaluation.of(predictions(view), seed)));
        }
        return controls;
    }

    /** What the cheap model says about the test scans of all holdouts, one after the other. */
    Predictions predictions(View view) {
        double[][] values = view == View.METADATA_ONLY ? MetadataFigures.of(dataset) : pixels.of(dataset, view);
        int[] labels = dataset.scans().stream().mapToInt(LabelledScan::label).toArray();
        List<Predictions> parts = new ArrayList<>();
        for (Holdout holdout : holdouts) {
            CheapModel model = view == View.METADATA_ONLY
                    ? CheapModel.forest(values, holdout.training(), seed)
                    : CheapModel.supportVectors(values, holdout.training());
            parts.add(predictions(holdout.test(), model.classify(labels, holdout.training(), holdout.test())));
        }
        return Predictions.join(parts);
    }

    /** All probability at the class that the model says. */
    private Predictions predictions(int[] test, int[] said) {
        float[][] probabilities = new float[test.length][dataset.classes().size()];
        for (int i = 0; i < test.length; i++) {
            probabilities[i][said[i]] = 1;
        }
        return new Predictions(
                dataset.classes(),
                Arrays.stream(test).map(i -> dataset.scans().get(i).label()).toArray(),
                probabilities,
                Arrays.stream(test)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList());
    }
}
