package dev.thorax.worker.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.fitting.ScoredScans;
import dev.thorax.worker.recipe.ClassifierSettings;

/**
 * Predicts training scans with classifiers that did not see their patients: for calibration as good as validation scans, and there are
 * many more of them.
 */
final class CrossFitting {
    /** The number of classifiers that are fitted. */
    static final int FOLDS = 5;

    private final ClassifierSettings settings;
    private final LabelledFeatures examples;
    private final Dataset dataset;
    private final int[] training;
    private final long seed;

    /**
     * Of the scans behind {@code examples}.
     *
     * @param training indices of these scans, in the order of the examples; of a scan and its varied copies, the scan first
     * @param seed decides which patients go together, and what a classifier draws by chance
     */
    CrossFitting(ClassifierSettings settings, LabelledFeatures examples, Dataset dataset, int[] training, long seed) {
        this.settings = settings;
        this.examples = examples;
        this.dataset = dataset;
        this.training = training;
        this.seed = seed;
    }

    /**
     * What is said about each scan, once and as it is; empty where too few patients of a class are left to learn from. One fold is fitted
     * after the other, as each takes nearly as much memory as the whole.
     *
     * @param progress receives how many folds are done, with the share of the running one, in [0,FOLDS]
     * @throws InterruptedException if the thread was interrupted
     */
    Optional<ScoredScans> predictions(DoubleConsumer progress) throws InterruptedException {
        int[] folds = folds();
        Set<Integer> copies = copies();
        List<ScoredScans> parts = new ArrayList<>();
        for (int f = 0; f < FOLDS; f++) {
            int fold = f;
            progress.accept(fold);
            part(
                            rows(i -> folds[i] != fold),
                            rows(i -> folds[i] == fold && !copies.contains(i)),
                            share -> progress.accept(fold + share))
                    .ifPresent(parts::add);
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(ScoredScans.join(parts));
    }

    private Optional<ScoredScans> part(int[] learned, int[] asked, DoubleConsumer progress)
            throws InterruptedException {
        LabelledFeatures known = examples.rows(learned);
        long classes = Arrays.stream(known.labels()).distinct().count();
        if (asked.length == 0 || classes < examples.classWeights().length) {
            return Optional.empty();
        }
        Classifier classifier = ClassifierTrainer.fit(settings, known, seed, progress);
        LabelledFeatures rest = examples.rows(asked);
        Predictions predictions = new Predictions(
                dataset.classes(),
                rest.labels(),
                Arrays.stream(rest.features()).map(classifier::probabilities).toArray(float[][]::new),
                Arrays.stream(asked).mapToObj(this::patient).toList());
        return Optional.of(
                new ScoredScans(Arrays.stream(asked).map(row -> training[row]).toArray(), predictions));
    }

    private int[] folds() {
        List<String> patients =
                new ArrayList<>(new TreeSet<>(rows().mapToObj(this::patient).toList()));
        Collections.shuffle(patients, new Random(seed));
        Map<String, Integer> folds = new HashMap<>();
        patients.forEach(patient -> folds.put(patient, folds.size() % FOLDS));
        return rows().map(i -> folds.get(patient(i))).toArray();
    }

    /** Rows of scans that stand before them already. */
    private Set<Integer> copies() {
        Set<String> seen = new HashSet<>();
        Set<Integer> copies = new HashSet<>();
        rows().filter(i -> !seen.add(dataset.scans().get(training[i]).scanId())).forEach(copies::add);
        return copies;
    }

    private IntStream rows() {
        return IntStream.range(0, training.length);
    }

    private int[] rows(IntPredicate wanted) {
        return rows().filter(wanted).toArray();
    }

    private String patient(int row) {
        return dataset.scans().get(training[row]).patient();
    }
}
