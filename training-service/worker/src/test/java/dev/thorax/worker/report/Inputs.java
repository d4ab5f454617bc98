package dev.thorax.worker.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Fold;
import dev.thorax.evaluation.GateScore;
import dev.thorax.evaluation.Interval;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.SourceScores;
import dev.thorax.evaluation.Temperature;
import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.worker.audit.AuditResult;
import dev.thorax.worker.audit.ShortcutControl;
import dev.thorax.worker.audit.SourceAudit;
import dev.thorax.worker.audit.SourceRecognition;
import dev.thorax.worker.conformal.SetCalibration;
import dev.thorax.worker.fitting.EpochReport;

/** Made-up trainings to report on. */
public final class Inputs {
    private static final LabelSuspect SUSPECT = new LabelSuspect("scan-17", "A", "B", 0.04f, 0.93f);

    private static final InputSpec SPEC = new InputSpec(64, 48, InputSpec.Interpolation.AREA);

    private Inputs() {}

    /** A training on {@code classes}, the last of which has one held-out scan in each fold. */
    public static ReportInput of(List<String> classes, int folds, boolean audited) {
        return of(classes, folds, audited ? "the outer 12.5 % of the image" : null, classes.size() - 1);
    }

    /** A training whose last class has no held-out scan. */
    static ReportInput withEmptyClass(List<String> classes) {
        return of(classes, 1, null, 0);
    }

    /** A training in which every name and text from outside is {@code text}. */
    static ReportInput hostile(String text) {
        ReportInput input = of(List.of(text, text + "2", text + "3"), 1, text, 0);
        return new ReportInput(
                version(text, text, input.version().classes(), Map.of("about", text, text, text), text),
                true,
                HeldOut.PATIENTS,
                new TrainingData(
                        List.of(part(text, input.version().classes(), 5)),
                        input.data().all(),
                        2,
                        new Duplicates(3, 1)),
                input.evaluation(),
                input.folds(),
                input.histories(),
                input.audit(),
                input.gate(),
                input.lungs(),
                input.classSets(),
                new LabelSuspects(9, List.of(new LabelSuspect(text, text, text, 0.1f, 0.8f))),
                List.of(new LabelSuspects.Shown(
                        new LabelSuspect(text, text, text, 0.1f, 0.8f),
                        input.mistakes().get(0).image())),
                input.mistakes().stream().map(shown -> renamed(shown, text)).toList(),
                input.successes());
    }

    /** Returns the same training with a lung finder. */
    static ReportInput withLungs(ReportInput input, LungSummary lungs) {
        return new ReportInput(
                input.version(),
                input.fromScratch(),
                input.heldOut(),
                input.data(),
                input.evaluation(),
                input.folds(),
                input.histories(),
                input.audit(),
                input.gate(),
                lungs,
                input.classSets(),
                input.suspects(),
                input.shownSuspects(),
                input.mistakes(),
                input.successes());
    }

    /** The same training, with sources held out instead of patients. */
    static ReportInput holdingOutSources(ReportInput input) {
        return new ReportInput(
                input.version(),
                input.fromScratch(),
                HeldOut.SOURCES,
                input.data(),
                input.evaluation(),
                input.folds(),
                input.histories(),
                input.audit(),
                input.gate(),
                input.lungs(),
                input.classSets(),
                input.suspects(),
                input.shownSuspects(),
                input.mistakes(),
                input.successes());
    }

    private static ReportInput of(List<String> classes, int folds, String frame, int first) {
        Random random = new Random(classes.size() * 10L + folds);
        List<Fold> parts = IntStream.range(0, folds)
                .mapToObj(
                        fold -> new Fold(predictions(classes, first, fold, 240 / folds, random), new Temperature(1.5)))
                .toList();
        return new ReportInput(
                version(
                        "made-up",
                        "hospital",
                        classes,
                        Map.of("name", "made-up", "about", "Nothing but chance & luck.", "batch", 32),
                        "dl4j 1.0.0-M2.1"),
                false,
                HeldOut.PATIENTS,
                data(classes, folds),
                Evaluation.of(parts, 1),
                parts,
                IntStream.range(0, folds).mapToObj(fold -> history(random)).toList(),
                frame == null ? null : audit(frame, parts),
                new GateScore(
                        240,
                        12,
                        0.05,
                        new Interval(0.021, 0.083, 0.95),
                        Map.of("unlike-training-scans", 9, "uncertain-between-classes", 3),
                        0.5,
                        0.525,
                        new Interval(0.4, 0.6, 0.95)),
                null,
                new ClassSets(
                        SetCalibration.fit(Fold.join(parts), 0.9, null),
                        SetCalibration.crossFitted(Fold.join(parts), 0.9, 1),
                        null),
                new LabelSuspects(240, List.of(SUSPECT)),
                List.of(new LabelSuspects.Shown(
                        SUSPECT, aCase(classes, 1, 0, 0.97f).image())),
                List.of(aCase(classes, 1, 0, 0.97f), aCase(classes, 0, 1, 0.81f)),
                List.of(aCase(classes, 0, 0, 0.99f)));
    }

    private static Manifest version(
            String model, String dataset, List<String> classes, Map<String, Object> recipe, String engine) {
        return new Manifest(
                model,
                "t-1",
                classes,
                SPEC,
                recipe,
                engine,
                7,
                Instant.parse("2026-11-21T10:15:30Z"),
                new Manifest.Data(dataset, "ab".repeat(32), Map.of(), Map.of()),
                Map.of(),
                Map.of(),
                null,
                null,
                Gate.of(new Gate.Limits(31.5, 0.125, 0.45, 0.049, 640)));
    }

    /** Returns the same training without a gate. */
    static ReportInput withoutGate(ReportInput input, Gate gate) {
        Manifest version = input.version();
        return new ReportInput(
                new Manifest(
                        version.model(),
                        version.version(),
                        version.classes(),
                        version.input(),
                        version.recipe(),
                        version.engine(),
                        version.seed(),
                        version.trainedAt(),
                        version.data(),
                        version.evaluation(),
                        version.files(),
                        null,
                        null,
                        gate),
                input.fromScratch(),
                input.heldOut(),
                input.data(),
                input.evaluation(),
                input.folds(),
                input.histories(),
                input.audit(),
                null,
                input.lungs(),
                input.classSets(),
                input.suspects(),
                input.shownSuspects(),
                input.mistakes(),
                input.successes());
    }

    private static ReportCase renamed(ReportCase shown, String scanId) {
        return new ReportCase(
                scanId,
                shown.image(),
                shown.heat(),
                shown.truth(),
                shown.predicted(),
                shown.probability(),
                shown.truthProbability());
    }

    private static ReportCase aCase(List<String> classes, int truth, int predicted, float probability) {
        byte[] pixels = new byte[SPEC.height() * SPEC.width()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 5 / SPEC.width());
        }
        float[] heat = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
        return new ReportCase(
                "scan-" + truth + predicted,
                new GreyImage(SPEC.width(), SPEC.height(), pixels),
                new HeatMap(3, 2, heat),
                classes.get(truth),
                classes.get(predicted),
                probability,
                truth == predicted ? probability : 1 - probability);
    }

    private static AuditResult audit(String frame, List<Fold> folds) {
        return new AuditResult(
                List.of(
                        control("WHOLE_IMAGE", "the whole image", 0.71),
                        control("FRAME_ONLY", frame, 0.66),
                        control("LUNGS_BLACKED_OUT", "all but the central lung field", 0.64),
                        control("METADATA_ONLY", "size and aspect of the file", 0.52)),
                0.042,
                0.61,
                0.38,
                0.12,
                sources(folds, frame));
    }

    private static SourceAudit sources(List<Fold> folds, String name) {
        Predictions predictions = Fold.join(folds);
        List<String> sources = IntStream.range(0, predictions.truth().length)
                .mapToObj(i -> i % 3 == 0 ? null : name + i % 3)
                .collect(Collectors.toList());
        String first = predictions.classes().get(0);
        return new SourceAudit(
                Map.of(first, 0.97),
                List.of(first),
                new SourceRecognition(List.of(name + 1, name + 2), 120, 0.83, new Interval(0.7, 0.9, 0.95), 0.5),
                new SourceRecognition(List.of(name + 1, name + 2), 90, 0.91, new Interval(0.8, 0.95, 0.95), 0.5),
                SourceScores.of(predictions, sources, 1));
    }

    private static ShortcutControl control(String name, String sees, double accuracy) {
        return new ShortcutControl(
                name, sees, accuracy, new Interval(accuracy - 0.06, accuracy + 0.05, 0.95), accuracy - 0.05);
    }

    private static TrainingData data(List<String> classes, int folds) {
        List<SplitPart> parts = new ArrayList<>();
        for (String name : folds == 1 ? List.of("training", "validation", "test") : List.of("held out in fold 1")) {
            parts.add(part(name, classes, 40));
        }
        return new TrainingData(parts, part("all", classes, 120), 0, new Duplicates(0, 0));
    }

    private static SplitPart part(String name, List<String> classes, int scans) {
        int[] counts = new int[classes.size()];
        Arrays.fill(counts, scans);
        counts[counts.length - 1] = 3;
        return new SplitPart(name, counts, scans);
    }

    private static List<EpochReport> history(Random random) {
        return IntStream.rangeClosed(1, 12 + random.nextInt(6))
                .mapToObj(epoch -> new EpochReport(
                        epoch,
                        0.2 + 1 / (1.0 + epoch) + 0.02 * random.nextGaussian(),
                        0.4 + 0.8 / epoch + 0.04 * random.nextGaussian(),
                        0.7 - 0.3 / epoch + 0.02 * random.nextGaussian(),
                        100,
                        0.01))
                .toList();
    }

    private static Predictions predictions(List<String> classes, int first, int fold, int scans, Random random) {
        int[] truth = new int[scans];
        float[][] probabilities = new float[scans][classes.size()];
        List<String> patients = new ArrayList<>();
        for (int i = 0; i < scans; i++) {
            truth[i] = i == 0 ? first : random.nextInt(classes.size() - 1);
            double sum = 0;
            double[] odds = new double[classes.size()];
            for (int c = 0; c < odds.length; c++) {
                odds[c] = Math.exp(2.5 * random.nextGaussian() + (c == truth[i] ? 3 : 0));
                sum += odds[c];
            }
            for (int c = 0; c < odds.length; c++) {
                probabilities[i][c] = (float) (odds[c] / sum);
            }
            patients.add("secret-patient-" + fold + "-" + i / 2);
        }
        return new Predictions(classes, truth, probabilities, patients);
    }
}
