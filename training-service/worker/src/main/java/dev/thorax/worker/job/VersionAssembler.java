package dev.thorax.worker.job;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.onnxruntime.OrtEnvironment;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.evaluation.ConformalScore;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.GateScore;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.audit.AuditResult;
import dev.thorax.worker.audit.GradCamModels;
import dev.thorax.worker.audit.ShortcutAudit;
import dev.thorax.worker.bundle.BundleFiles;
import dev.thorax.worker.conformal.SetCalibration;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.Split;
import dev.thorax.worker.fitting.ScoredScans;
import dev.thorax.worker.recipe.ClassifierSettings;
import dev.thorax.worker.report.CaseSelector;
import dev.thorax.worker.report.ClassSets;
import dev.thorax.worker.report.Duplicates;
import dev.thorax.worker.report.LabelSuspects;
import dev.thorax.worker.report.LungSummary;
import dev.thorax.worker.report.Report;
import dev.thorax.worker.report.ReportInput;
import dev.thorax.worker.report.TrainingData;
import dev.thorax.worker.snapshot.FrozenLungs;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Assembles a version of what was trained: scores it, audits it, writes its report and its manifest. */
public final class VersionAssembler {
    private final PreparedTraining training;
    /** What the network can see. */
    private final Dataset dataset;

    private final List<Split> splits;
    /** Holds the scans without lungs, too. */
    private final Dataset whole;

    private final List<Split> wholeSplits;
    private final long seed;
    private final Clock clock;

    /** Assembles the version of {@code training}. */
    public VersionAssembler(PreparedTraining training, Clock clock) {
        this.training = training;
        this.dataset = training.dataset();
        this.splits = training.splits();
        this.whole = training.lungs() == null ? dataset : training.lungs().all();
        this.wholeSplits = training.lungs() == null ? splits : training.lungs().splits();
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
        AuditResult audit = ShortcutAudit.of(
                        dataset, splits, Fold.join(folds), gradCams, new NetworkCrops(dataset), seed)
                .withSourceFromFeatures(trained.get(0).sources());
        GateScore gate = gate(trained, Fold.join(folds));
        LungSummary lungs = lungs(evaluation.scans());
        ClassSets classSets = classSets(trained);
        Manifest manifest = manifest(
                new TrainingReport(
                        evaluation,
                        trained.get(0).history(),
                        audit,
                        splits.size() > 1 ? splits.size() : null,
                        training.request().startsFromScratch(),
                        training.heldOut(),
                        Duplicates.of(whole),
                        gate,
                        lungs,
                        classSets == null ? null : classSets.score()),
                files != null,
                trained.get(0));
        CaseSelector cases = files == null
                ? null
                : new CaseSelector(dataset, splits.get(0).test(), folds.get(0).scaled(), files.gradcam());
        LabelSuspects suspects = LabelSuspects.of(dataset, unlearned(trained));
        Map<String, byte[]> report = Report.write(new ReportInput(
                manifest,
                training.request().startsFromScratch(),
                training.heldOut(),
                splits.size() == 1
                        ? TrainingData.of(whole, wholeSplits.get(0))
                        : TrainingData.ofFolds(whole, wholeSplits),
                evaluation,
                folds,
                trained.stream()
                        .map(FoldResult::history)
                        .filter(history -> !history.isEmpty())
                        .toList(),
                audit,
                gate,
                lungs,
                classSets,
                suspects,
                suspects.shown(dataset),
                cases == null ? List.of() : cases.mistakes(),
                cases == null ? List.of() : cases.successes()));
        ReportPictures.Extracted page = ReportPictures.extract(new String(report.get(Report.PAGE), UTF_8));
        report.put(Report.PAGE, page.page().getBytes(UTF_8));
        byte[] finder =
                training.lungs() == null ? null : training.lungs().fetched().model();
        BundleFiles all = files == null
                ? new BundleFiles(null, null, report, Map.of(), finder)
                : new BundleFiles(files.model(), files.gradcam(), report, page.pictures(), finder);
        return new Version(manifest.withFiles(all.digests()), all);
    }

    /** The scans of which there are predictions of networks that did not learn from them. Of folds, each scan is in one test part. */
    private ScoredScans unlearned(List<FoldResult> trained) {
        List<ScoredScans> parts = new ArrayList<>();
        for (int split = 0; split < trained.size(); split++) {
            FoldResult result = trained.get(split);
            parts.add(new ScoredScans(splits.get(split).test(), result.fold().scaled()));
            if (trained.size() == 1 && result.others() != null) {
                parts.add(result.others());
            }
        }
        return ScoredScans.join(parts);
    }

    /** Returns the class sets that are served, and how well the sets of each network hold on its held-out scans; null if there are none. */
    private @Nullable ClassSets classSets(List<FoldResult> trained) {
        if (trained.stream().anyMatch(result -> result.conformal() == null)) {
            return null;
        }
        List<Predictions> called = new ArrayList<>();
        List<List<String>> sets = new ArrayList<>();
        for (FoldResult result : trained) {
            int[] rows = IntStream.range(0, result.gate().test().size())
                    .filter(i -> result.gate().test().get(i) == null)
                    .toArray();
            if (rows.length > 0) {
                Predictions predictions = result.fold().scaled().at(rows);
                called.add(predictions);
                sets.addAll(SetCalibration.sets(result.conformal(), predictions));
            }
        }
        ConformalSets served = trained.get(0).conformal();
        return called.isEmpty()
                ? null
                : new ClassSets(
                        served, ConformalScore.of(Predictions.join(called), sets, served.coverage(), seed), null);
    }

    private Manifest manifest(TrainingReport report, boolean exported, FoldResult served) {
        Manifest manifest = new Manifest(
                training.recipe().name(),
                training.request().trainingId(),
                dataset.classes(),
                dataset.input(),
                training.source().yaml(),
                training.trainedBy(),
                seed,
                clock.instant(),
                new Manifest.Data(
                        whole.name(),
                        whole.digest(),
                        whole.counts(),
                        wholeSplits.get(0).scanIds(whole),
                        training.snapshot(),
                        training.build(),
                        training.weights()),
                report.toMap(),
                Map.of(),
                serving(exported),
                null,
                served.gate().gate());
        Manifest calibrated = manifest.withConformal(served.conformal());
        return training.lungs() == null
                ? calibrated
                : calibrated.withLungs(training.lungs().fetched().frozen().inManifest());
    }

    /** Returns what the lung finder makes of the scans, or null if there is none. */
    private @Nullable LungSummary lungs(int tested) {
        if (training.lungs() == null) {
            return null;
        }
        FrozenLungs frozen = training.lungs().fetched().frozen();
        return LungSummary.of(
                new LungSummary.Finder(frozen.model(), frozen.version(), frozen.sha256(), frozen.learned()),
                whole,
                dataset,
                tested,
                training.lungs().without());
    }

    /** Returns what the gates do to all held-out scans, or null if the version has none. */
    private @Nullable GateScore gate(List<FoldResult> trained, Predictions predictions) {
        if (trained.get(0).gate().gate().limits() == null) {
            return null;
        }
        List<String> reasons = trained.stream()
                .flatMap(result -> result.gate().test().stream())
                .map(reason -> reason == null ? null : reason.code())
                .collect(Collectors.toList());
        List<String> unseen = IntStream.range(0, splits.size())
                .mapToObj(training::withoutLungs)
                .flatMap(without -> without.test().stream())
                .map(LabelledScan::patient)
                .toList();
        return GateScore.of(
                predictions, reasons, new GateScore.Unseen(UndeterminedReason.NO_LUNGS_FOUND.code(), unseen), seed);
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
}
