package dev.thorax.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import dev.thorax.training.architecture.Architecture;
import dev.thorax.training.augment.BatchMaker;
import dev.thorax.training.augment.Copies;
import dev.thorax.training.bundle.ModelCheck;
import dev.thorax.training.classical.Hybrid;
import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.Split;
import dev.thorax.training.engine.Batch;
import dev.thorax.training.engine.Network;
import dev.thorax.training.engine.Predictor;
import dev.thorax.training.engine.Weights;
import dev.thorax.training.enrich.Enriched;
import dev.thorax.training.evaluation.Fold;
import dev.thorax.training.evaluation.Predictions;
import dev.thorax.training.evaluation.Temperature;
import dev.thorax.training.export.OnnxExporter;
import dev.thorax.training.fitting.Fitting;
import dev.thorax.training.fitting.Scorer;
import dev.thorax.training.fitting.Snapshots;
import dev.thorax.training.recipe.Recipe;

/** Trains on one split: fits a network or classifier, calibrates it, scores held-out patients, writes it as ONNX and proves that. */
final class SplitTraining {
    private static final int CHECKED_SCANS = 32;
    /** A small validation part in which everything is right would ask for certainty without end. */
    private static final double COLDEST = 0.5;

    private final Recipe recipe;
    private final NetworkStart start;
    private final Dataset dataset;
    private final Split split;
    private final long seed;

    /** Trains on {@code split} of {@code dataset}; the same seed gives the same, with the same engine on one thread. */
    SplitTraining(Recipe recipe, NetworkStart start, Dataset dataset, Split split, long seed) {
        this.recipe = recipe;
        this.start = start;
        this.dataset = dataset;
        this.split = split;
        this.seed = seed;
    }

    /**
     * Trains.
     *
     * @throws dev.thorax.training.problem.CannotTrain with a sentence, if it can never succeed
     * @throws InterruptedException if the thread was asked to end
     */
    Trained run(Reporter reporter, Snapshots snapshots) throws InterruptedException {
        Architecture architecture = start.architecture(dataset, split.training());
        Enriched data = Enriched.of(dataset, split.training(), recipe.enrich());
        float[] classWeights = recipe.classWeights().of(data.dataset().counts(data.training()));
        reporter.running("Training on " + split.training().length + " of "
                + dataset.scans().size() + " scans.");
        return recipe.classifier() == null
                ? network(architecture, data, classWeights, reporter, snapshots)
                : classifier(architecture, data, classWeights, reporter);
    }

    private Trained network(
            Architecture architecture, Enriched data, float[] classWeights, Reporter reporter, Snapshots snapshots)
            throws InterruptedException {
        Split enriched = new Split(data.training(), split.validation(), split.test());
        try (Network network = start.create(architecture, dataset.classes().size(), seed, classWeights)) {
            new Fitting(recipe, data.dataset(), enriched, seed).run(network, reporter, snapshots);
            return trained(network, architecture, Optional.of(network.weights()), Optional.empty(), reporter);
        }
    }

    private Trained classifier(Architecture architecture, Enriched data, float[] classWeights, Reporter reporter)
            throws InterruptedException {
        Copies copies = Copies.of(data.dataset(), data.training(), recipe.copies(), recipe.augmentation(), seed);
        try (Hybrid hybrid = Hybrid.fit(
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

    private Trained trained(
            Predictor predictor,
            Architecture architecture,
            Optional<Weights> weights,
            Optional<Predictions> crossFitted,
            Reporter reporter) {
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
        return new Trained(fold, reporter.history(), files);
    }

    private ModelFiles export(
            Predictor predictor, Architecture architecture, Weights weights, Temperature temperature) {
        int classes = dataset.classes().size();
        byte[] model = OnnxExporter.model(architecture, weights, classes, temperature.value());
        byte[] gradcam = OnnxExporter.gradcam(architecture, weights, classes, temperature.value());
        int[] some = Arrays.copyOf(split.validation(), Math.min(CHECKED_SCANS, split.validation().length));
        Batch batch = new BatchMaker(dataset, some.length, null).make(some, 0, 0);
        Predictions expected = temperature.apply(new Scorer(dataset).predict(predictor, some));
        ModelCheck.check(model, dataset.input(), batch, expected.probabilities());
        return new ModelFiles(model, gradcam);
    }

    /** Random networks of the same layers as heat maps, to compare the trained one's maps with. */
    List<byte[]> randomised(int networks) {
        Architecture architecture = start.architecture(dataset, split.training());
        int classes = dataset.classes().size();
        return LongStream.range(0, networks)
                .mapToObj(i ->
                        OnnxExporter.gradcam(architecture, Weights.random(architecture, classes, seed + i), classes))
                .toList();
    }
}
