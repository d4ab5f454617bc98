package dev.thorax.worker.job;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.network.engine.Engine;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.bundle.StoredManifest;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.recipe.Recipes;

/**
 * Runs a training: reads the data set, splits it, fits, evaluates, audits, writes the report and stores the bundle. Of a
 * cross-validation it trains one fold, or makes the version once all folds are trained.
 */
public final class TrainingJob {
    private static final int RANDOM_NETWORKS = 3;

    private final Recipes recipes;
    private final EngineRegistry engines;
    private final BackboneFiles backbones;
    private final DatasetReader datasets;
    private final BundleStore bundles;
    private final FoldStore folds;
    private final Checkpoints checkpoints;
    private final Clock clock;

    /** Creates a job that keeps no state between runs but its checkpoints. */
    public TrainingJob(
            Recipes recipes,
            EngineRegistry engines,
            BackboneFiles backbones,
            DatasetReader datasets,
            BundleStore bundles,
            FoldStore folds,
            Checkpoints checkpoints,
            Clock clock) {
        this.recipes = recipes;
        this.engines = engines;
        this.backbones = backbones;
        this.datasets = datasets;
        this.bundles = bundles;
        this.folds = folds;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * Trains a version or a fold, unless its result is stored already.
     *
     * @param listener receives each epoch and change of state but the last
     * @return the last change of state
     * @throws dev.thorax.worker.TrainingException with a sentence, if the training can never succeed
     * @throws InterruptedException if the thread was interrupted
     */
    public TrainingProgress run(TrainingRequested request, Consumer<TrainingProgress> listener)
            throws InterruptedException {
        RecipeSource source = recipes.get(request.recipe());
        TrainingProgressReporter reporter =
                new TrainingProgressReporter(request.trainingId(), source.recipe(), clock, listener);
        return request.fold() == null ? version(request, source, reporter) : fold(request, source, reporter);
    }

    private TrainingProgress version(TrainingRequested request, RecipeSource source, TrainingProgressReporter reporter)
            throws InterruptedException {
        Optional<StoredManifest> stored = bundles.find(source.recipe().name(), request.trainingId());
        if (stored.isPresent()) {
            return reporter.done(request, stored.get().manifest());
        }
        PreparedTraining training = prepare(request, source, reporter);
        List<FoldResult> trained =
                request.folds() == null ? List.of(train(training, 0, reporter)) : folds.read(training);
        reporter.evaluating("Auditing the version for shortcuts and writing its report.");
        List<byte[]> randomised = training.trainer(0, backbones).randomised(RANDOM_NETWORKS);
        VersionAssembler.Version version = new VersionAssembler(training, clock).assemble(trained, randomised);
        return reporter.done(
                request, bundles.write(version.manifest(), version.files()).manifest());
    }

    private TrainingProgress fold(TrainingRequested request, RecipeSource source, TrainingProgressReporter reporter)
            throws InterruptedException {
        if (!folds.has(request)) {
            PreparedTraining training = prepare(request, source, reporter);
            int split = request.fold() - 1;
            folds.keep(training, train(training, split, reporter));
        }
        return reporter.done("Fold " + request.fold() + " of " + request.folds() + " of training " + request.whole()
                + " is trained.");
    }

    private PreparedTraining prepare(
            TrainingRequested request, RecipeSource source, TrainingProgressReporter reporter) {
        Engine engine = engines.get(request.engine());
        reporter.running("Reading data set " + request.dataset() + ".");
        Dataset dataset = datasets.read(request.dataset(), source.recipe().input());
        return PreparedTraining.of(request, source, engine, dataset);
    }

    private FoldResult train(PreparedTraining training, int split, TrainingProgressReporter reporter)
            throws InterruptedException {
        SnapshotStore snapshots = checkpoints.of(training.request().trainingId(), training.fingerprint());
        return training.trainer(split, backbones).run(reporter, snapshots);
    }
}
