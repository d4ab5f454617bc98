package dev.thorax.worker.job;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.Batch;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.Predictor;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.augment.AugmentedCopies;
import dev.thorax.worker.augment.BatchMaker;
import dev.thorax.worker.bundle.ExportVerifier;
import dev.thorax.worker.classifier.FeatureClassifier;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.enrich.EnrichedDataset;
import dev.thorax.worker.fitting.Fitting;
import dev.thorax.worker.fitting.Scorer;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.recipe.Recipe;

/** Trains on one split: fits a network or classifier, calibrates it, scores held-out patients, exports it as ONNX and verifies the export. */
public final class FoldTrainer {
    private static final int CHECKED_SCANS = 32;
    /** On a small validation part without a mistake the fitted temperature would approach 0. */
    private static final double COLDEST = 0.5;

    private final Recipe recipe;
    private final NetworkFactory start;
    private final Dataset dataset;
    private final Split split;
    private final long seed;

    /** Trains on {@code split} of {@code dataset}. The same seed gives the same network, with the same engine on one thread. */
    FoldTrainer(Recipe recipe, NetworkFactory start, Dataset dataset, Split split, long seed) {
        this.recipe = recipe;
        this.start = start;
        this.dataset = dataset;
        this.split = split;
        this.seed = seed;
    }

    /**
     * Trains and evaluates.
     *
     * @throws dev.thorax.worker.TrainingException with a sentence, if it can never succeed
     * @throws InterruptedException if the thread was interrupted
     */
    public FoldResult run(TrainingProgressReporter reporter, SnapshotStore snapshots) throws InterruptedException {
        Architecture architecture = start.architecture(dataset, split.training());
        EnrichedDataset data = EnrichedDataset.of(dataset, split.training(), recipe.enrich());
        float[] classWeights = recipe.classWeights().of(data.dataset().counts(data.training()));
        reporter.running("Training on " + split.training().length + " of "
                + dataset.scans().size() + " scans.");
        return recipe.classifier() == null
                ? network(architecture, data, classWeights, reporter, snapshots)
                : classifier(architecture, data, classWeights, reporter);
    }

    private FoldResult network(
            Architecture architecture,
            EnrichedDataset data,
            float[] classWeights,
            TrainingProgressReporter reporter,
            SnapshotStore snapshots)
            throws InterruptedException {
        Split enriched = new Split(data.training(), split.validation(), split.test());
        try (EngineNetwork network =
                start.create(architecture, dataset.classes().size(), seed, classWeights)) {
            new Fitting(recipe, data.dataset(), enriched, seed).run(network, reporter, snapshots);
            return trained(network, architecture, Optional.of(network.weights()), Optional.empty(), reporter);
        }
    }

    private FoldResult classifier(
            Architecture architecture, EnrichedDataset data, float[] classWeights, TrainingProgressReporter reporter)
            throws InterruptedException {
        AugmentedCopies copies =
                AugmentedCopies.of(data.dataset(), data.training(), recipe.copies(), recipe.augmentation(), seed);
        try (FeatureClassifier hybrid = FeatureClassifier.fit(
                architecture,
                start.fixedWeights(),
                recipe.classifier(),
                copies.dataset(),
                copies.training(),
                classWeights,
                seed,
                reporter)) {
            return trained(hybrid, architecture, hybrid.weights(), hybrid.crossFitted(), reporter);
        }
    }

    private FoldResult trained(
            Predictor predictor,
            Architecture architecture,
            Optional<Weights> weights,
            Optional<Predictions> crossFitted,
            TrainingProgressReporter reporter) {
        reporter.evaluating("Scoring " + split.test().length + " scans of held-out patients.");
        Scorer scorer = new Scorer(dataset);
        Predictions validation = scorer.predict(predictor, split.validation());
        Temperature fitted = Temperature.fit(crossFitted
                .map(more -> Predictions.join(List.of(validation, more)))
                .orElse(validation));
        // The scores of a classifier with margins have no scale of their own.
        Temperature temperature = recipe.classifier() == null ? fitted.atLeast(COLDEST) : fitted;
        Fold fold = new Fold(scorer.predict(predictor, split.test()), temperature);
        ModelFiles files = weights.map(of -> export(predictor, architecture, of, temperature))
                .orElse(null);
        return new FoldResult(fold, reporter.history(), files);
    }

    private ModelFiles export(
            Predictor predictor, Architecture architecture, Weights weights, Temperature temperature) {
        int classes = dataset.classes().size();
        byte[] model = OnnxExporter.model(architecture, weights, classes, temperature.value());
        byte[] gradcam = OnnxExporter.gradcam(architecture, weights, classes, temperature.value());
        int[] some = Arrays.copyOf(split.validation(), Math.min(CHECKED_SCANS, split.validation().length));
        Batch batch = new BatchMaker(dataset, some.length, null).make(some, 0, 0);
        Predictions expected = temperature.apply(new Scorer(dataset).predict(predictor, some));
        ExportVerifier.check(model, dataset.input(), batch, expected.probabilities());
        return new ModelFiles(model, gradcam);
    }

    /** Returns {@code gradcam.onnx} of random networks of the same layers, to compare the trained network's maps with. */
    public List<byte[]> randomised(int networks) {
        Architecture architecture = start.architecture(dataset, split.training());
        int classes = dataset.classes().size();
        return LongStream.range(0, networks)
                .mapToObj(i ->
                        OnnxExporter.gradcam(architecture, Weights.random(architecture, classes, seed + i), classes))
                .toList();
    }
}
