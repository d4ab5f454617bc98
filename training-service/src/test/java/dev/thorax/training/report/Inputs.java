package dev.thorax.training.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.HeatMap;
import dev.thorax.model.InputSpec;
import dev.thorax.training.audit.Audit;
import dev.thorax.training.audit.Control;
import dev.thorax.training.evaluation.Evaluation;
import dev.thorax.training.evaluation.Fold;
import dev.thorax.training.evaluation.Interval;
import dev.thorax.training.evaluation.Predictions;
import dev.thorax.training.evaluation.Temperature;
import dev.thorax.training.fitting.EpochReport;

/** Made-up trainings to report on. */
public final class Inputs {
    private static final InputSpec SPEC = new InputSpec(64, 48, InputSpec.Interpolation.AREA);

    private Inputs() {}

    /** A training on {@code classes}, the last of which has few scans. */
    public static ReportInput of(List<String> classes, int folds, boolean audited) {
        Random random = new Random(classes.size() * 10L + folds);
        List<Fold> parts = IntStream.range(0, folds)
                .mapToObj(fold -> new Fold(predictions(classes, 240 / folds, fold, random), new Temperature(1.5)))
                .toList();
        return new ReportInput(
                version(Map.of("name", "made-up", "about", "Nothing but chance & luck.", "batch", 32)),
                data(classes, folds),
                Evaluation.of(parts, 1),
                parts,
                IntStream.range(0, folds).mapToObj(fold -> history(random)).toList(),
                audited ? audit() : null,
                List.of(aCase(classes, 1, 0, 0.97f), aCase(classes, 0, 1, 0.81f)),
                List.of(aCase(classes, 0, 0, 0.99f)));
    }

    static TrainedVersion version(Map<String, Object> recipe) {
        return new TrainedVersion(
                "made-up",
                "t-1",
                SPEC,
                recipe,
                "dl4j 1.0.0-M2.1",
                7,
                Instant.parse("2026-11-21T10:15:30Z"),
                Software.here());
    }

    static Case aCase(List<String> classes, int truth, int predicted, float probability) {
        byte[] pixels = new byte[SPEC.height() * SPEC.width()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 5 / SPEC.width());
        }
        float[] heat = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
        return new Case(
                "scan-" + truth + predicted,
                new GreyImage(SPEC.width(), SPEC.height(), pixels),
                new HeatMap(3, 2, heat),
                classes.get(truth),
                classes.get(predicted),
                probability,
                truth == predicted ? probability : 1 - probability);
    }

    static Audit audit() {
        return new Audit(
                List.of(
                        control("WHOLE_IMAGE", "the whole image", 0.71),
                        control("FRAME_ONLY", "the outer 12.5 % of the image", 0.66),
                        control("LUNGS_BLACKED_OUT", "all but the central lung field", 0.64),
                        control("METADATA_ONLY", "size and aspect of the file", 0.52)),
                0.042,
                0.61,
                0.38,
                0.12);
    }

    private static Control control(String name, String sees, double accuracy) {
        return new Control(name, sees, accuracy, new Interval(accuracy - 0.06, accuracy + 0.05, 0.95), accuracy - 0.05);
    }

    private static TrainingData data(List<String> classes, int folds) {
        List<Part> parts = new ArrayList<>();
        for (String name : folds == 1 ? List.of("training", "validation", "test") : List.of("held out in fold 1")) {
            parts.add(part(name, classes, 40));
        }
        return new TrainingData("hospital", "ab".repeat(32), classes, parts, part("all", classes, 120));
    }

    private static Part part(String name, List<String> classes, int scans) {
        int[] counts = new int[classes.size()];
        Arrays.fill(counts, scans);
        counts[counts.length - 1] = 3;
        return new Part(name, counts, scans);
    }

    private static List<EpochReport> history(Random random) {
        return IntStream.rangeClosed(1, 12 + random.nextInt(6))
                .mapToObj(epoch -> new EpochReport(
                        epoch,
                        0.2 + 1 / (1.0 + epoch) + 0.02 * random.nextGaussian(),
                        0.4 + 0.8 / epoch + 0.04 * random.nextGaussian(),
                        0.7 - 0.3 / epoch + 0.02 * random.nextGaussian()))
                .toList();
    }

    private static Predictions predictions(List<String> classes, int scans, int fold, Random random) {
        int[] truth = new int[scans];
        float[][] probabilities = new float[scans][classes.size()];
        List<String> patients = new ArrayList<>();
        for (int i = 0; i < scans; i++) {
            truth[i] = i == 0 ? classes.size() - 1 : random.nextInt(classes.size() - 1);
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
