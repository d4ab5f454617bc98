package dev.thorax.worker.process;

import java.time.Clock;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.contracts.worker.WorkerLaunch;
import dev.thorax.contracts.worker.WorkerMessage;
import dev.thorax.contracts.worker.WorkerProtocol;
import dev.thorax.contracts.worker.WorkerSettings;
import dev.thorax.storage.ObjectStore;
import dev.thorax.worker.MissingInputException;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.backbone.BackboneDownload;
import dev.thorax.worker.backbone.BackboneFiles;
import dev.thorax.worker.backbone.BackboneStore;
import dev.thorax.worker.backbone.TrustedWeights;
import dev.thorax.worker.bundle.BundleStore;
import dev.thorax.worker.checkpoint.Checkpoints;
import dev.thorax.worker.comparison.ComparisonJob;
import dev.thorax.worker.dataset.DatasetReader;
import dev.thorax.worker.dataset.PixelCache;
import dev.thorax.worker.job.EngineRegistry;
import dev.thorax.worker.job.FoldStore;
import dev.thorax.worker.job.TrainingJob;
import dev.thorax.worker.job.TrainingPreparation;
import dev.thorax.worker.lungs.LungFinders;
import dev.thorax.worker.recipe.Recipes;
import dev.thorax.worker.snapshot.SnapshotArchive;
import dev.thorax.worker.validation.ValidationJob;

/** Runs the job of an order with everything that it needs. */
final class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final WorkerLaunch launch;
    private final WorkerSettings settings;
    private final ObjectStore store;
    private final Clock clock;

    /** Runs jobs over {@code store}, which retries, as a job takes minutes. */
    JobRunner(WorkerLaunch launch, ObjectStore store, Clock clock) {
        this.launch = launch;
        this.settings = launch.settings();
        this.store = store;
        this.clock = clock;
    }

    /** Runs {@code order}, and returns its last message: any failure is one, too. A passing one leaves the job open. */
    WorkerMessage run(JobKeys job, JobOrder order, WorkerProtocol protocol) {
        try {
            return switch (order.kind()) {
                case TRAINING ->
                    WorkerMessage.of(training(order)
                            .run(order.training(), progress -> protocol.write(WorkerMessage.of(progress))));
                case COMPARISON -> WorkerMessage.of(comparison(job).run(order.comparison()));
                case VALIDATION -> WorkerMessage.of(validation(job).run(order.validation()));
            };
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            LOG.errorf(e, "A job failed order=%s", job.order());
            return last(job, e);
        }
    }

    private WorkerMessage last(JobKeys job, Throwable failure) {
        Optional<MissingInputException> missing = JobFailures.missing(failure);
        if (missing.isPresent() && !missing(job).isGivenUp(missing.get().name())) {
            return WorkerMessage.unable(missing.get().getMessage() + " The " + job.kind() + " waits for it, "
                    + MissingInputs.LONGEST.toHours() + " hours at most.");
        }
        return JobFailures.passing(job.kind(), failure)
                .map(WorkerMessage::unable)
                .orElseGet(() -> WorkerMessage.failed(JobFailures.sentence(job.kind(), failure)));
    }

    private MissingInputs missing(JobKeys job) {
        return new MissingInputs(store, job, clock);
    }

    private TrainingJob training(JobOrder order) {
        BackboneFiles backbones = new BackboneFiles(
                settings.backbones(),
                BackboneStore.in(store),
                settings.downloadBackbones() ? Optional.of(new BackboneDownload()) : Optional.empty(),
                new TrustedWeights(settings.backboneSha256()));
        TrainingPreparation preparation = new TrainingPreparation(
                recipes(),
                EngineRegistry.installed(order.engine(), settings.threads()),
                reader(),
                new SnapshotArchive(store),
                backbones,
                new LungFinders(
                        store,
                        () -> TrustedKeys.ofPem(settings.publicKeys()),
                        new SnapshotArchive(store),
                        launch.folder().resolve("models")),
                BuildDigest.ofClassPath(),
                clock);
        return new TrainingJob(
                preparation,
                backbones,
                new BundleStore(store),
                new FoldStore(store),
                Checkpoints.in(store, launch.folder(), settings.checkpointPause(), clock),
                clock);
    }

    private Recipes recipes() {
        try {
            return Recipes.load(Optional.ofNullable(settings.recipes()));
        } catch (IllegalArgumentException e) {
            throw new TrainingException(e.getMessage());
        }
    }

    private ComparisonJob comparison(JobKeys job) {
        return new ComparisonJob(
                store,
                TrustedKeys.ofPem(settings.publicKeys()),
                launch.folder(),
                settings.onnxThreads(),
                missing(job)::isGivenUp);
    }

    private ValidationJob validation(JobKeys job) {
        return new ValidationJob(
                store,
                reader(),
                TrustedKeys.ofPem(settings.publicKeys()),
                launch.folder(),
                settings.onnxThreads(),
                missing(job)::isGivenUp,
                clock);
    }

    private DatasetReader reader() {
        return new DatasetReader(store, new PixelCache(settings.data().resolve(WorkerSettings.DECODED), clock));
    }
}
