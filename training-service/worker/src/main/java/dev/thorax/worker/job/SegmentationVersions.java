package dev.thorax.worker.job;

import java.time.Clock;
import java.util.Map;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.worker.bundle.BundleFiles;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.SnapshotStore;
import dev.thorax.worker.report.SegmentationPage;
import dev.thorax.worker.report.TrainingData;
import dev.thorax.worker.segmentation.MaskedDataset;
import dev.thorax.worker.segmentation.SegmentationResult;
import dev.thorax.worker.segmentation.SegmentationTrainer;

/** Trains lung finders and assembles their versions. */
final class SegmentationVersions {
    private final PreparedTraining training;
    private final Clock clock;

    /** Trains {@code training}, whose recipe draws masks. */
    SegmentationVersions(PreparedTraining training, Clock clock) {
        this.training = training;
        this.clock = clock;
    }

    /**
     * Trains and assembles the version.
     *
     * @throws dev.thorax.worker.TrainingException with a sentence, if it can never succeed
     * @throws InterruptedException if the thread was interrupted
     */
    VersionAssembler.Version train(MaskedDataset data, TrainingProgressReporter reporter, SnapshotStore snapshots)
            throws InterruptedException {
        Split split = training.splits().get(0);
        reporter.running("Training on " + split.training().length + " of "
                + data.dataset().scans().size() + " scans with masks.");
        SegmentationResult result = new SegmentationTrainer(training.recipe(), training.engine(), data, split, seed())
                .run(reporter, snapshots);
        reporter.evaluating("Writing the report.");
        Manifest manifest = manifest(data.dataset(), split, result);
        Map<String, byte[]> report = SegmentationPage.write(
                manifest, TrainingData.of(data.dataset(), split), result.evaluation(), result.history());
        BundleFiles files = BundleFiles.ofLungFinder(result.lungs(), report);
        return new VersionAssembler.Version(manifest.withFiles(files.digests()), files);
    }

    private Manifest manifest(Dataset dataset, Split split, SegmentationResult result) {
        return new Manifest(
                        training.recipe().name(),
                        training.request().trainingId(),
                        dataset.classes(),
                        dataset.input(),
                        training.source().yaml(),
                        training.trainedBy(),
                        seed(),
                        clock.instant(),
                        new Manifest.Data(
                                dataset.name(),
                                dataset.digest(),
                                dataset.counts(),
                                split.scanIds(dataset),
                                training.snapshot(),
                                training.build(),
                                null),
                        new SegmentationReport(result.evaluation(), result.history()).toMap(),
                        Map.of())
                .ofKind(Manifest.Kind.SEGMENTATION);
    }

    private long seed() {
        return training.request().seedOrDefault();
    }
}
