package dev.thorax.worker.job;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import dev.thorax.contracts.event.TrainingRequested;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.imaging.CropWindow;
import dev.thorax.worker.audit.AuditResult;
import dev.thorax.worker.audit.GradCamModels;
import dev.thorax.worker.audit.Rectangle;
import dev.thorax.worker.audit.ShortcutAudit;
import dev.thorax.worker.bundle.BundleFiles;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.recipe.RecipeSource;
import dev.thorax.worker.report.CaseSelector;
import dev.thorax.worker.report.Report;
import dev.thorax.worker.report.ReportInput;
import dev.thorax.worker.report.SoftwareVersions;
import dev.thorax.worker.report.TrainedVersion;
import dev.thorax.worker.report.TrainingData;

/** Makes a version of what was trained: scores it, audits it, reports on it. */
final class VersionAssembler {
    private final TrainingRequested request;
    private final RecipeSource source;
    private final String engine;
    private final Dataset dataset;
    private final List<Split> splits;
    private final Clock clock;

    /**
     * Makes a version.
     *
     * @param splits the only split, or one a fold; the network of the first is the version's
     */
    VersionAssembler(
            TrainingRequested request,
            RecipeSource source,
            String engine,
            Dataset dataset,
            List<Split> splits,
            Clock clock) {
        this.request = request;
        this.source = source;
        this.engine = engine;
        this.dataset = dataset;
        this.splits = splits;
        this.clock = clock;
    }

    /**
     * The files of a version.
     *
     * @param report what the manifest keeps of its scores
     */
    record Version(Manifest manifest, BundleFiles files, TrainingReport report) {}

    /**
     * Makes it.
     *
     * @param trained what training on each split gave
     * @param randomised {@code gradcam.onnx} of random networks of the same layers
     */
    Version make(List<FoldResult> trained, List<byte[]> randomised) {
        List<Fold> folds = trained.stream().map(FoldResult::fold).toList();
        ModelFiles files = trained.get(0).files();
        Evaluation evaluation = Evaluation.of(folds, request.seedOrDefault());
        GradCamModels gradCams = files == null ? null : new GradCamModels(files.gradcam(), randomised);
        AuditResult audit =
                ShortcutAudit.of(dataset, splits, Fold.join(folds), gradCams, this::window, request.seedOrDefault());
        TrainingReport report = new TrainingReport(
                evaluation,
                trained.get(0).history(),
                audit,
                splits.size() > 1 ? splits.size() : null,
                request.startsFromScratch());
        Map<String, byte[]> pages = Report.write(input(trained, evaluation, audit, files));
        BundleFiles all = files == null
                ? BundleFiles.withoutModel(pages)
                : new BundleFiles(files.model(), files.gradcam(), pages);
        return new Version(manifest(report, all), all, report);
    }

    private ReportInput input(List<FoldResult> trained, Evaluation evaluation, AuditResult audit, ModelFiles files) {
        List<Fold> folds = trained.stream().map(FoldResult::fold).toList();
        TrainedVersion version = new TrainedVersion(
                source.recipe().name(),
                request.trainingId(),
                dataset.input(),
                source.yaml(),
                engine,
                request.seedOrDefault(),
                request.startsFromScratch(),
                clock.instant(),
                SoftwareVersions.here());
        CaseSelector cases = files == null
                ? null
                : new CaseSelector(dataset, splits.get(0).test(), folds.get(0).scaled(), files.gradcam());
        return new ReportInput(
                version,
                splits.size() == 1 ? TrainingData.of(dataset, splits.get(0)) : TrainingData.ofFolds(dataset, splits),
                evaluation,
                folds,
                trained.stream()
                        .map(FoldResult::history)
                        .filter(history -> !history.isEmpty())
                        .toList(),
                audit,
                cases == null ? List.of() : cases.mistakes(),
                cases == null ? List.of() : cases.successes());
    }

    private Manifest manifest(TrainingReport report, BundleFiles files) {
        return new Manifest(
                source.recipe().name(),
                request.trainingId(),
                dataset.classes(),
                dataset.input(),
                source.yaml(),
                engine,
                request.seedOrDefault(),
                clock.instant(),
                new Manifest.Data(
                        dataset.name(),
                        dataset.digest(),
                        dataset.counts(),
                        splits.get(0).scanIds(dataset)),
                report.toMap(),
                files.digests());
    }

    private Rectangle window(LabelledScan scan) {
        if (scan.metadata() == null) {
            return Rectangle.WHOLE;
        }
        double width = scan.metadata().width();
        double height = scan.metadata().height();
        CropWindow window =
                CropWindow.of(scan.metadata().width(), scan.metadata().height(), dataset.input());
        return new Rectangle(
                window.left() / width,
                window.top() / height,
                (window.left() + window.width()) / width,
                (window.top() + window.height()) / height);
    }
}
