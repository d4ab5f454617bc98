package dev.thorax.worker.classifier;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.SourceLabels;
import dev.thorax.worker.fitting.ScoredScans;
import dev.thorax.worker.recipe.ClassifierSettings;

/**
 * Tells the source (hospital or site) of training scans from the features that a classifier reads the class from, with softmax
 * regressions that did not see their patients.
 */
final class SourceFitting {
    /** Ten times the cost of the recipe {@code thorax}, so that few features tell a source as well. */
    private static final ClassifierSettings SETTINGS = new ClassifierSettings.Softmax(0.01);

    private SourceFitting() {}

    /**
     * Returns the predictions of the source, whose classes are the sources with enough patients; empty if there are no two of them, or one
     * is lacking in what is left to learn from.
     *
     * @param features float[N][F] of the training scans
     * @param training int[N], indices of these scans of {@code dataset}; of a scan and its varied copies, the scan first
     * @param seed decides which patients go together
     * @param progress receives how many of {@link CrossFitting#FOLDS} are done
     * @throws InterruptedException if the thread was interrupted
     */
    static Optional<Predictions> predictions(
            float[][] features, Dataset dataset, int[] training, long seed, DoubleConsumer progress)
            throws InterruptedException {
        Dataset bySource = SourceLabels.of(dataset);
        int[] rows = rows(bySource, training);
        int[] scans = Arrays.stream(rows).map(row -> training[row]).toArray();
        int[] labels = bySource.labels(scans);
        int sources = bySource.classes().size();
        if (sources < 2 || Arrays.stream(labels).distinct().count() < sources) {
            return Optional.empty();
        }
        float[] alike = new float[sources];
        Arrays.fill(alike, 1);
        LabelledFeatures examples = new LabelledFeatures(
                Arrays.stream(rows).mapToObj(row -> features[row]).toArray(float[][]::new), labels, alike);
        return new CrossFitting(SETTINGS, examples, bySource, scans, seed)
                .predictions(progress)
                .map(ScoredScans::predictions);
    }

    /** The first row of each scan whose source is to be told. */
    private static int[] rows(Dataset bySource, int[] training) {
        Set<String> seen = new HashSet<>();
        return IntStream.range(0, training.length)
                .filter(row -> bySource.scans().get(training[row]).label() >= 0)
                .filter(row -> seen.add(bySource.scans().get(training[row]).scanId()))
                .toArray();
    }
}
