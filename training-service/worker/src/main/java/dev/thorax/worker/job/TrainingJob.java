package dev.thorax.worker.job;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.thorax.contracts.event.TrainingProgress;
import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.bundle.StoredManifest;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.recipe.RecipeKind;
import dev.thorax.worker.recipe.RecipeSource;

/**
 * Runs a training: reads the data set, splits it, fits, evaluates, audits, writes the report and stores the bundle. Of a
 * cross-validation it trains one fold, or makes the version once all folds are trained.
 */
public final class TrainingJob {
    private static final int RANDOM_NETWORKS = 3;

    private final TrainingPreparation preparation;
    private final BackboneFiles backbones;
    private final BundleStore bundles;
    private final FoldStore folds;
    private final Checkpoints checkpoints;
    private final Clock clock;

    /** Creates a job that keeps no state between runs but its checkpoints. */
    public TrainingJob(
            TrainingPreparation preparation,
            BackboneFiles backbones,
            BundleStore bundles,
            FoldStore folds,
            Checkpoints checkpoints,
            Clock clock) {
        this.preparation = preparation;
        this.backbones = backbones;
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
        RecipeSource source = preparation.recipe(request);
        TrainingProgressReporter reporter =
                new TrainingProgressReporter(request.trainingId(), source.recipe(), clock, listener);
        return request.fold() == null ? version(request, source, reporter) : fold(request, reporter);
    }

    private TrainingProgress version(TrainingRequested request, RecipeSource source, TrainingProgressReporter reporter)
            throws InterruptedException {
        Optional<StoredManifest> stored = bundles.find(source.recipe().name(), request.trainingId());
        if (stored.isPresent()) {
            check(request, stored.get().manifest());
            return reporter.done(request, stored.get().manifest());
        }
        PreparedTraining training = prepare(request, reporter);
        VersionAssembler.Version version = training.recipe().kind() == RecipeKind.SEGMENTATION
                ? segmentation(training, reporter)
                : classification(training, reporter);
        // Last, so that an erasure that comes later finds the manifest when it looks for trained versions again.
        preparation.checkNoneErased(training);
        return reporter.done(
                request, bundles.write(version.manifest(), version.files()).manifest());
    }

    private VersionAssembler.Version classification(PreparedTraining training, TrainingProgressReporter reporter)
            throws InterruptedException {
        List<FoldResult> trained =
                training.request().folds() == null ? List.of(train(training, 0, reporter)) : folds.read(training);
        reporter.evaluating("Auditing the version for shortcuts and writing its report.");
        List<byte[]> randomised = training.trainer(0, backbones).randomised(RANDOM_NETWORKS);
        return new VersionAssembler(training, clock).assemble(trained, randomised);
    }

    private VersionAssembler.Version segmentation(PreparedTraining training, TrainingProgressReporter reporter)
            throws InterruptedException {
        SnapshotStore snapshots = checkpoints.of(training.request().trainingId(), training.fingerprint());
        return new SegmentationVersions(training, clock).train(preparation.masked(training), reporter, snapshots);
    }

    /** A version that is there already must be the one that is asked for. */
    private static void check(TrainingRequested request, Manifest stored) {
        boolean same = stored.seed() == request.seedOrDefault()
                && (stored.data() == null
                        || request.dataset().equals(stored.data().dataset()));
        if (!same) {
            throw new TrainingException("There is a version " + request.trainingId() + " of " + request.recipe()
                    + " already, which another training made; ask for this one under another id.");
        }
    }

    private TrainingProgress fold(TrainingRequested request, TrainingProgressReporter reporter)
            throws InterruptedException {
        if (!folds.has(request)) {
            PreparedTraining training = prepare(request, reporter);
            int split = request.fold() - 1;
            FoldResult trained = train(training, split, reporter);
            preparation.checkNoneErased(training);
            folds.keep(training, trained);
        }
        return reporter.done("Fold " + request.fold() + " of " + request.folds() + " of training " + request.whole()
                + " is trained.");
    }

    private PreparedTraining prepare(TrainingRequested request, TrainingProgressReporter reporter)
            throws InterruptedException {
        reporter.running("Reading data set " + request.dataset() + ".");
        return preparation.prepare(request);
    }

    private FoldResult train(PreparedTraining training, int split, TrainingProgressReporter reporter)
            throws InterruptedException {
        SnapshotStore snapshots = checkpoints.of(training.request().trainingId(), training.fingerprint());
        return training.trainer(split, backbones).run(reporter, snapshots);
    }
}
