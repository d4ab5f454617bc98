package dev.thorax.worker.job;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import ai.onnxruntime.OrtEnvironment;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingProgress.State;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.network.engine.Engine;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.bundle.StoredManifest;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.dataset.Splitter;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;

/**
 * One training: data set, split, epochs, evaluation, audit, report, bundle. Of a cross-validation either one fold, or what is made of
 * all of them once they are trained.
 */
public final class TrainingJob {
    private static final int RANDOM_NETWORKS = 3;

    private final Recipes recipes;
    private final EngineRegistry engines;
    private final BackboneFiles backbones;
    private final DatasetReader datasets;
    private final BundleStore bundles;
    private final FoldStore crossValidation;
    private final Checkpoints checkpoints;
    private final Clock clock;

    /** A job that takes its parts from these; it keeps no state between runs but its checkpoints. */
    public TrainingJob(
            Recipes recipes,
            EngineRegistry engines,
            BackboneFiles backbones,
            DatasetReader datasets,
            BundleStore bundles,
            FoldStore crossValidation,
            Checkpoints checkpoints,
            Clock clock) {
        this.recipes = recipes;
        this.engines = engines;
        this.backbones = backbones;
        this.datasets = datasets;
        this.bundles = bundles;
        this.crossValidation = crossValidation;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * Trains what was asked for; if its bundle is there already, only says so again.
     *
     * @param listener is told of each epoch and change of state but the last
     * @return the last
     * @throws dev.thorax.worker.TrainingException with a sentence, if it can never succeed
     * @throws InterruptedException if the thread was asked to end
     */
    public TrainingProgress run(TrainingRequested request, Consumer<TrainingProgress> listener)
            throws InterruptedException {
        RecipeSource source = recipes.get(request.recipe());
        if (request.fold() != null) {
            return fold(request, source, listener);
        }
        Optional<StoredManifest> bundle = bundles.find(source.recipe().name(), request.trainingId());
        return done(request, bundle.isPresent() ? bundle.get() : version(request, source, listener), source.recipe());
    }

    private StoredManifest version(TrainingRequested request, RecipeSource source, Consumer<TrainingProgress> listener)
            throws InterruptedException {
        Recipe recipe = source.recipe();
        Engine engine = engines.get(request.engine());
        TrainingProgressReporter reporter =
                new TrainingProgressReporter(request.trainingId(), recipe.name(), recipe.epochs(), clock, listener);
        Dataset dataset = read(request, recipe, reporter);
        List<Split> splits = splits(request, dataset);
        FoldTrainer first = training(request, source, engine, dataset, splits.get(0));
        List<FoldResult> trained = request.folds() == null
                ? List.of(first.run(
                        reporter, checkpoints.of(request.trainingId(), fingerprint(request, source, engine, dataset))))
                : crossValidation.read(request, dataset, splits);
        reporter.evaluating("Auditing the version for shortcuts and writing its report.");
        VersionAssembler.Version version = new VersionAssembler(
                        request, source, trainedBy(recipe, engine), dataset, splits, clock)
                .make(trained, first.randomised(RANDOM_NETWORKS));
        return bundles.write(version.manifest(), version.files());
    }

    /** A classifier is fitted to what ONNX Runtime makes of the scans, whichever engine was asked for. */
    private static String trainedBy(Recipe recipe, Engine engine) {
        return recipe.classifier() == null
                ? engine.name() + " " + engine.version()
                : "onnxruntime " + OrtEnvironment.getEnvironment().getVersion();
    }

    private TrainingProgress fold(TrainingRequested request, RecipeSource source, Consumer<TrainingProgress> listener)
            throws InterruptedException {
        Recipe recipe = source.recipe();
        Engine engine = engines.get(request.engine());
        TrainingProgressReporter reporter =
                new TrainingProgressReporter(request.trainingId(), recipe.name(), recipe.epochs(), clock, listener);
        if (!crossValidation.has(request)) {
            Dataset dataset = read(request, recipe, reporter);
            Split split = splits(request, dataset).get(request.fold() - 1);
            FoldResult trained = training(request, source, engine, dataset, split)
                    .run(reporter, checkpoints.of(request.trainingId(), fingerprint(request, source, engine, dataset)));
            crossValidation.keep(request, dataset, split, trained);
        }
        String message = "Fold " + request.fold() + " of " + request.folds() + " of training " + request.whole()
                + " is trained.";
        return TrainingProgressReporter.progress(
                request.trainingId(), State.DONE, recipe.name(), reporter.last(), recipe.epochs(), message, clock);
    }

    private Dataset read(TrainingRequested request, Recipe recipe, TrainingProgressReporter reporter) {
        reporter.running("Reading data set " + request.dataset() + ".");
        return datasets.read(request.dataset(), recipe.input());
    }

    private static List<Split> splits(TrainingRequested request, Dataset dataset) {
        return request.folds() == null
                ? List.of(Splitter.split(dataset, request.seedOrDefault()))
                : Splitter.folds(dataset, request.folds(), request.seedOrDefault());
    }

    private FoldTrainer training(
            TrainingRequested request, RecipeSource source, Engine engine, Dataset dataset, Split split) {
        NetworkFactory start = new NetworkFactory(source.recipe(), engine, backbones, request.startsFromScratch());
        return new FoldTrainer(source.recipe(), start, dataset, split, request.seedOrDefault());
    }

    /** Of all that decides how the fitting goes. */
    private static String fingerprint(TrainingRequested request, RecipeSource source, Engine engine, Dataset dataset) {
        return Sha256.of(Json.write(List.of(
                source.yaml(),
                engine.name(),
                engine.version(),
                dataset.digest(),
                String.valueOf(request.folds()),
                String.valueOf(request.fold()),
                String.valueOf(request.fromScratch()),
                request.seedOrDefault())));
    }

    private TrainingProgress done(TrainingRequested request, StoredManifest stored, Recipe recipe) {
        TrainingReport report = TrainingReport.fromMap(stored.manifest().evaluation());
        String message = "Version " + stored.manifest().version() + " of " + recipe.name() + " is trained: "
                + report.sentence()
                + obstacle(recipe)
                        .orElse(
                                request.slot() == null
                                        ? "; it serves nowhere yet."
                                        : "; whether it serves in " + request.slot() + " is decided next, as promotion "
                                                + request.promotionId() + ".");
        return TrainingProgressReporter.progress(
                request.trainingId(), State.DONE, recipe.name(), report.lastEpoch(), recipe.epochs(), message, clock);
    }

    private static Optional<String> obstacle(Recipe recipe) {
        return Optional.ofNullable(recipe.classifier())
                .flatMap(classifier -> classifier.obstacle())
                .map(reason -> "; it can be scored but not promoted: " + reason + ".");
    }
}
