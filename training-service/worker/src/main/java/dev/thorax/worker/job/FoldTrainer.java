package dev.thorax.worker.job;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Gate;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;
import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.engine.EngineNetwork;
import dev.thorax.network.engine.Predictor;
import dev.thorax.network.onnx.OnnxExporter;
import dev.thorax.network.weights.Weights;
import dev.thorax.worker.audit.SourceRecognition;
import dev.thorax.worker.augment.AugmentedCopies;
import dev.thorax.worker.classifier.FeatureClassifier;
import dev.thorax.worker.classifier.FeatureExtractor;
import dev.thorax.worker.conformal.SetCalibration;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.WithoutLungs;
import dev.thorax.worker.enrich.EnrichedDataset;
import dev.thorax.worker.fitting.Fitting;
import dev.thorax.worker.fitting.ScoredScans;
import dev.thorax.worker.fitting.Scorer;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.gate.FittedGate;
import dev.thorax.worker.gate.FoldGate;
import dev.thorax.worker.gate.GateFitting;
import dev.thorax.worker.recipe.Recipe;

/** Trains on one split: fits a network or classifier, calibrates it, scores held-out patients, exports it as ONNX and verifies the export. */
public final class FoldTrainer {
    /** On a small validation part without a mistake the fitted temperature would approach 0. */
    private static final double COLDEST = 0.5;

    private final Recipe recipe;
    private final NetworkFactory start;
    private final Dataset dataset;
    private final Split split;
    private final WithoutLungs without;
    private final long seed;

    /**
     * Trains on {@code split} of {@code dataset}. The same seed gives the same network, with the same engine on one thread.
     *
     * @param without the scans without lungs, which are not in {@code dataset}
     */
    FoldTrainer(Recipe recipe, NetworkFactory start, Dataset dataset, Split split, WithoutLungs without, long seed) {
        this.recipe = recipe;
        this.start = start;
        this.dataset = dataset;
        this.split = split;
        this.without = without;
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
            return trained(
                    network,
                    architecture,
                    Optional.of(network.weights()),
                    Optional.empty(),
                    Optional.empty(),
                    reporter);
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
                recipe.classWeights().ofScans(copies.dataset(), copies.training()),
                seed,
                reporter)) {
            return trained(hybrid, architecture, hybrid.weights(), hybrid.crossFitted(), hybrid.sources(), reporter);
        }
    }

    private FoldResult trained(
            Predictor predictor,
            Architecture architecture,
            Optional<Weights> weights,
            Optional<ScoredScans> crossFitted,
            Optional<Predictions> sources,
            TrainingProgressReporter reporter)
            throws InterruptedException {
        reporter.evaluating("Scoring " + split.test().length + " scans of held-out patients.");
        Scorer scorer = new Scorer(dataset);
        ScoredScans validation = new ScoredScans(split.validation(), scorer.predict(predictor, split.validation()));
        ScoredScans others = crossFitted
                .map(more -> ScoredScans.join(List.of(validation, more)))
                .orElse(validation);
        Temperature fitted = Temperature.fit(others.predictions());
        // The scores of a classifier with margins have no scale of their own.
        Temperature temperature = recipe.classifier() == null ? fitted.atLeast(COLDEST) : fitted;
        Fold fold = new Fold(scorer.predict(predictor, split.test()), temperature);
        NetworkExport export = weights.map(of -> new NetworkExport(architecture, of, dataset, split, temperature))
                .orElse(null);
        SourceRecognition named =
                sources.map(told -> SourceRecognition.of(told, seed)).orElse(null);
        Optional<String> obstacle = noGate(export);
        if (obstacle.isPresent()) {
            ModelFiles files = export == null ? null : export.withoutGate(validation.predictions());
            FoldGate none = FoldGate.none(obstacle.get(), split.test().length);
            ScoredScans scaled = others.scaled(temperature);
            return new FoldResult(
                    fold, reporter.history(), scaled, named, files, none, classSets(scaled.predictions(), i -> true));
        }
        GateFitting fitting = features(architecture, weights.get(), reporter);
        FittedGate gate = fitting.fit(recipe.gate().refused(), others.scaled(temperature), without);
        return new FoldResult(
                fold,
                reporter.history(),
                others.scaled(temperature),
                named,
                export.withGate(validation.predictions(), gate, fitting),
                new FoldGate(Gate.of(gate.limits()), fitting.outcomes(gate, fold.scaled())),
                classSets(
                        others.scaled(temperature).predictions(),
                        i -> gate.calibration().get(i) == null));
    }

    /** Returns the class sets by those calibration scans that get a class, or null if the recipe asks for none. */
    private @Nullable ConformalSets classSets(Predictions calibration, IntPredicate hasClass) {
        int[] called =
                IntStream.range(0, calibration.truth().length).filter(hasClass).toArray();
        return recipe.conformal() == null || called.length == 0
                ? null
                : SetCalibration.fit(calibration.at(called), recipe.conformal().coverage(), null);
    }

    /** Returns why the version gets no gate, as a sentence; empty if it gets one. */
    private Optional<String> noGate(@Nullable NetworkExport export) {
        if (export == null) {
            return Optional.of("The version has no model.onnx.");
        }
        if (recipe.gate().refused() == null) {
            return Optional.of("The recipe names no gate.");
        }
        return split.validation().length < GateFitting.FEWEST_SCANS
                ? Optional.of(
                        "There are fewer than " + GateFitting.FEWEST_SCANS + " validation scans to set its limits.")
                : Optional.empty();
    }

    private GateFitting features(Architecture architecture, Weights weights, TrainingProgressReporter reporter)
            throws InterruptedException {
        int classes = dataset.classes().size();
        try (FeatureExtractor extractor = FeatureExtractor.ofDeepestMaps(architecture, weights, classes)) {
            return GateFitting.of(extractor, dataset, split, seed, reporter.ofGate());
        }
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
