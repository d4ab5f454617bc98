package dev.thorax.worker.job;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.onnxruntime.OrtEnvironment;

import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures;
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
import dev.thorax.worker.recipe.ClassifierSettings;
import dev.thorax.worker.report.CaseSelector;
import dev.thorax.worker.report.Duplicates;
import dev.thorax.worker.report.Report;
import dev.thorax.worker.report.ReportInput;
import dev.thorax.worker.report.TrainingData;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Assembles a version of what was trained: scores it, audits it, writes its report and its manifest. */
public final class VersionAssembler {
    private final PreparedTraining training;
    private final Dataset dataset;
    private final List<Split> splits;
    private final long seed;
    private final Clock clock;

    /** Assembles the version of {@code training}. */
    public VersionAssembler(PreparedTraining training, Clock clock) {
        this.training = training;
        this.dataset = training.dataset();
        this.splits = training.splits();
        this.seed = training.request().seedOrDefault();
        this.clock = clock;
    }

    /** The manifest and the other files of a version. */
    public record Version(Manifest manifest, BundleFiles files) {}

    /**
     * Assembles the version.
     *
     * @param trained the result of each split
     * @param randomised {@code gradcam.onnx} of random networks of the same layers
     */
    public Version assemble(List<FoldResult> trained, List<byte[]> randomised) {
        List<Fold> folds = trained.stream().map(FoldResult::fold).toList();
        ModelFiles files = trained.get(0).files();
        Evaluation evaluation = Evaluation.of(folds, seed);
        GradCamModels gradCams = files == null ? null : new GradCamModels(files.gradcam(), randomised);
        AuditResult audit = ShortcutAudit.of(dataset, splits, Fold.join(folds), gradCams, this::window, seed);
        Manifest manifest = manifest(
                new TrainingReport(
                        evaluation,
                        trained.get(0).history(),
                        audit,
                        splits.size() > 1 ? splits.size() : null,
                        training.request().startsFromScratch(),
                        Duplicates.of(dataset)),
                files != null);
        CaseSelector cases = files == null
                ? null
                : new CaseSelector(dataset, splits.get(0).test(), folds.get(0).scaled(), files.gradcam());
        Map<String, byte[]> report = Report.write(new ReportInput(
                manifest,
                training.request().startsFromScratch(),
                splits.size() == 1 ? TrainingData.of(dataset, splits.get(0)) : TrainingData.ofFolds(dataset, splits),
                evaluation,
                folds,
                trained.stream()
                        .map(FoldResult::history)
                        .filter(history -> !history.isEmpty())
                        .toList(),
                audit,
                cases == null ? List.of() : cases.mistakes(),
                cases == null ? List.of() : cases.successes()));
        ReportPictures.Extracted page = ReportPictures.extract(new String(report.get(Report.PAGE), UTF_8));
        report.put(Report.PAGE, page.page().getBytes(UTF_8));
        BundleFiles all = files == null
                ? BundleFiles.withoutModel(report)
                : new BundleFiles(files.model(), files.gradcam(), report, page.pictures());
        return new Version(manifest.withFiles(all.digests()), all);
    }

    private Manifest manifest(TrainingReport report, boolean exported) {
        return new Manifest(
                training.recipe().name(),
                training.request().trainingId(),
                dataset.classes(),
                dataset.input(),
                training.source().yaml(),
                training.trainedBy(),
                seed,
                clock.instant(),
                new Manifest.Data(
                        dataset.name(),
                        dataset.digest(),
                        dataset.counts(),
                        splits.get(0).scanIds(dataset),
                        training.snapshot(),
                        training.build(),
                        training.weights()),
                report.toMap(),
                Map.of(),
                serving(exported));
    }

    /** The trainer proved {@code model.onnx} in ONNX Runtime when it exported it. */
    private Manifest.Serving serving(boolean exported) {
        return exported
                ? new Manifest.Serving(
                        "onnxruntime " + OrtEnvironment.getEnvironment().getVersion(), null)
                : new Manifest.Serving(
                        null,
                        Optional.ofNullable(training.recipe().classifier())
                                .flatMap(ClassifierSettings::obstacle)
                                .orElse(null));
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
