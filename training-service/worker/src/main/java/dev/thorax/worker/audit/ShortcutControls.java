package dev.thorax.worker.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.classifier.TribuoClassifier;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;

/** Scores a simple model on each control input of a data set, with the split of a version. */
final class ShortcutControls {
    /** The time to learn grows with the square of the scans. */
    private static final int MOST_SCANS = 4000;

    private final Dataset dataset;
    private final List<Split> splits;
    private final Function<LabelledScan, Rectangle> window;
    private final long seed;

    ShortcutControls(Dataset dataset, List<Split> splits, Function<LabelledScan, Rectangle> window, long seed) {
        this.dataset = dataset;
        this.splits = splits;
        this.window = window;
        this.seed = seed;
    }

    /** By view, in the order of {@link ControlInput}. The one that sees only the source is left out if all scans are of one. */
    Map<ControlInput, ShortcutControl> all() {
        Map<ControlInput, ShortcutControl> controls = new TreeMap<>();
        for (ControlInput view : ControlInput.values()) {
            if (view != ControlInput.SOURCE_ONLY || SourceAudit.hasSources(dataset)) {
                controls.put(view, ShortcutControl.of(view, Evaluation.of(predictions(view), seed)));
            }
        }
        return controls;
    }

    /** Returns the cheap model's probabilities for the test scans of all splits, one split after the other. */
    Predictions predictions(ControlInput view) {
        if (view == ControlInput.SOURCE_ONLY) {
            return Predictions.join(splits.stream()
                    .map(split -> new SourcePrior(dataset, learnable(split)).predict(split.test()))
                    .toList());
        }
        IntFunction<double[]> features = view == ControlInput.METADATA_ONLY
                ? new MetadataFeatures(dataset)::of
                : new MaskedPixelFeatures(dataset, window, view)::of;
        return Predictions.join(splits.stream()
                .map(split -> predictions(split.test(), learned(view, features, learnable(split)), features))
                .toList());
    }

    private TribuoClassifier learned(ControlInput view, IntFunction<double[]> features, int[] scans) {
        double[][] rows = Arrays.stream(scans).mapToObj(features).toArray(double[][]::new);
        int[] labels = labels(scans);
        return view == ControlInput.METADATA_ONLY
                ? BaselineClassifiers.forest(rows, labels, seed)
                : BaselineClassifiers.supportVectors(rows, labels);
    }

    /** All scans but the test part's, or as many of them as can be learned from in time, drawn by the seed. */
    private int[] learnable(Split split) {
        int[] all = IntStream.concat(IntStream.of(split.training()), IntStream.of(split.validation()))
                .toArray();
        SplittableRandom random = new SplittableRandom(seed);
        int many = Math.min(MOST_SCANS, all.length);
        for (int i = 0; i < many; i++) {
            int other = random.nextInt(i, all.length);
            int scan = all[i];
            all[i] = all[other];
            all[other] = scan;
        }
        return Arrays.stream(all, 0, many).sorted().toArray();
    }

    /** All probability at the class that the model says. */
    private Predictions predictions(int[] test, TribuoClassifier model, IntFunction<double[]> features) {
        float[][] probabilities = new float[test.length][dataset.classes().size()];
        for (int i = 0; i < test.length; i++) {
            probabilities[i][model.classify(features.apply(test[i]))] = 1;
        }
        return new Predictions(
                dataset.classes(),
                labels(test),
                probabilities,
                Arrays.stream(test)
                        .mapToObj(i -> dataset.scans().get(i).patient())
                        .toList());
    }

    private int[] labels(int[] scans) {
        return Arrays.stream(scans).map(i -> dataset.scans().get(i).label()).toArray();
    }
}
