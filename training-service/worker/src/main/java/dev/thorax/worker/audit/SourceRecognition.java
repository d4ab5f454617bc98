package dev.thorax.worker.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Interval;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.SourceLabels;
import dev.thorax.worker.dataset.Split;

/**
 * How well the source of a scan is told from its picture. What tells the sources apart can stand for a class that comes from some of
 * them only.
 *
 * @param sources the sources that were told apart: those with scans of at least {@link SourceLabels#FEWEST_PATIENTS} patients
 * @param scans held-out scans from these
 * @param accuracy share of them whose source is right, in [0,1]
 * @param interval 95 % bootstrap interval of it, over patients
 * @param majority accuracy of always naming the commonest of the sources, in [0,1]
 */
public record SourceRecognition(List<String> sources, int scans, double accuracy, Interval interval, double majority) {
    public SourceRecognition {
        sources = List.copyOf(sources);
    }

    /** Measures it by the model of the control that sees the whole image, on the held-out scans of each split; empty if there are no two sources to tell apart. */
    static Optional<SourceRecognition> of(
            Dataset dataset, List<Split> splits, Function<LabelledScan, Rectangle> window, long seed) {
        Dataset bySource = SourceLabels.of(dataset);
        List<Split> comparable = splits.stream()
                .map(split -> new Split(
                        known(bySource, split.training()),
                        known(bySource, split.validation()),
                        known(bySource, split.test())))
                .filter(split -> split.test().length > 0 && distinct(bySource, split.training()) > 1)
                .toList();
        if (comparable.isEmpty()) {
            return Optional.empty();
        }
        Predictions named =
                new ShortcutControls(bySource, comparable, window, seed).predictions(ControlInput.WHOLE_IMAGE);
        return Optional.of(of(named, seed));
    }

    /**
     * Measures it by predictions of the source.
     *
     * @param named what was predicted for scans of patients that the predicting model did not see; the classes are the sources
     */
    public static SourceRecognition of(Predictions named, long seed) {
        Evaluation evaluation = Evaluation.of(named, seed);
        return new SourceRecognition(
                named.classes(),
                evaluation.scans(),
                evaluation.accuracy(),
                evaluation.accuracyInterval(),
                evaluation.majority());
    }

    private static int[] known(Dataset bySource, int[] part) {
        return Arrays.stream(part)
                .filter(i -> bySource.scans().get(i).label() >= 0)
                .toArray();
    }

    private static long distinct(Dataset bySource, int[] part) {
        return IntStream.of(bySource.labels(part)).distinct().count();
    }
}
