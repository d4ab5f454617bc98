package dev.thorax.worker.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.Gate;
import dev.thorax.contracts.model.ReportPictures;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.evaluation.Curves;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.GateScore;
import dev.thorax.evaluation.OutcomeScore;
import dev.thorax.evaluation.Outcomes;
import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Proportion;
import dev.thorax.imaging.GreyImage;
import dev.thorax.worker.conformal.SetCalibration;
import dev.thorax.worker.report.ValidationFigures.Mistake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Writes {@code target/report/validation.html} as well, to be looked at. */
class ValidationPageTest {
    private static final List<String> CLASSES = List.of("COVID-19", "NORMAL", "PNEUMONIA");
    private static final int SCANS = 412;
    private static final Instant AT = Instant.parse("2026-11-27T09:30:00Z");

    private final Random random = new Random(7);
    private final int[] truth =
            random.ints(SCANS, 0, 20).map(i -> i < 1 ? 0 : i < 12 ? 1 : 2).toArray();
    private final List<String> patients =
            random.ints(SCANS, 0, 380).mapToObj(String::valueOf).toList();
    private final float[][] probabilities = new float[SCANS][];
    private final int[] predicted = new int[SCANS];

    @Test
    void shouldSayWhatWasMeasuredAndLeaveTheVerdictToAPerson() throws IOException {
        String page =
                html(figures(Gate.of(new Gate.Limits(30, 0.2, 0.45, 0.05, 300)).limits(), "It goes live on <Monday>."));

        Files.createDirectories(Path.of("target/report"));
        Files.writeString(Path.of("target/report/validation.html"), page);
        assertThat(page)
                .contains("On 412 labelled scans of", "the version left", "Fewer than 30 patients: COVID-19")
                .contains("It goes live on &lt;Monday&gt;.")
                .contains("<legend>Clinical responsibility</legend>", "Signature")
                .contains("@page { size: A4;")
                .doesNotContain("<script", "http://", "https://", "It has no gate");
        assertThat(ReportPictures.extract(page).pictures()).hasSize(9);
    }

    @Test
    void shouldSayThatNothingWasMeasured() {
        ValidationFigures all = figures(null, null);
        ValidationFigures none = new ValidationFigures(
                all.order(),
                all.manifest(),
                null,
                all.selected(),
                AT,
                AT,
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                all.others(),
                List.of(),
                null,
                null);

        assertThat(html(none))
                .contains("Nothing was measured", "It has no gate", "Signature")
                .doesNotContain("<h2>Classes</h2>", "NaN");
    }

    private String html(ValidationFigures figures) {
        Map<String, GreyImage> pictures = figures.mistakes().stream()
                .collect(Collectors.toMap(Mistake::scanId, mistake -> picture(mistake.scanId())));
        return new String(ValidationPage.html(figures, pictures), UTF_8);
    }

    private static GreyImage picture(String scanId) {
        byte[] pixels = new byte[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % 64 - 32;
            int y = i / 64 - 32;
            int lung = (Math.abs(x) - 14) * (Math.abs(x) - 14) * 3 + y * y;
            pixels[i] = (byte) (lung < 500 ? 60 + scanId.hashCode() % 30 : 170 + y);
        }
        return new GreyImage(64, 64, pixels);
    }

    private ValidationFigures figures(Gate.Limits gate, String why) {
        List<UndeterminedReason> reasons = new ArrayList<>();
        List<Integer> called = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            probabilities[i] = row(truth[i]);
            predicted[i] = most(probabilities[i]);
            UndeterminedReason reason = random.nextInt(20) == 0 ? UndeterminedReason.UNLIKE_TRAINING_SCANS : null;
            reasons.add(reason);
            if (reason == null) {
                called.add(i);
            } else {
                predicted[i] = -1;
            }
        }
        int[] rows = called.stream().mapToInt(i -> i).toArray();
        Predictions predictions = new Predictions(CLASSES, truth, probabilities, patients);
        OutcomeScore outcome = OutcomeScore.of(new Outcomes(CLASSES, truth, predicted, patients), 1);
        Function<UndeterminedReason, ValidationFigures.ReasonShare> share = reason ->
                new ValidationFigures.ReasonShare(reason, Proportion.of(patients, i -> reasons.get(i) == reason, 1));
        return new ValidationFigures(
                new ValidationOrder(
                        "v-4f7c",
                        "thorax",
                        "t-2041",
                        "st-anna-2026",
                        List.of("St. Anna", "St. Anna West"),
                        null,
                        "Ada",
                        why,
                        AT),
                "3fa9".repeat(16),
                gate,
                new SelectedScans(
                        530,
                        520,
                        new SelectedScans.Count(61, 55),
                        new SelectedScans.Count(20, 19),
                        new SelectedScans.Count(439, 401),
                        12,
                        "07be".repeat(16),
                        true,
                        true),
                AT,
                AT.plusSeconds(900),
                List.of(new ValidationFigures.Unreadable("s-19", "NORMAL", "its image is not stored")),
                outcome,
                List.of(UndeterminedReason.values()).stream().map(share).toList(),
                Evaluation.of(predictions.at(rows), 1),
                Curves.of(predictions.at(rows)).reliability(),
                new ClassSets(
                        SetCalibration.fit(
                                predictions.at(rows),
                                0.9,
                                new ConformalSets.Site(
                                        "t-2041", "st-anna-2026", List.of("St. Anna"), "07be".repeat(16))),
                        SetCalibration.crossFitted(predictions.at(rows), 0.9, 1),
                        "v-4f7c"),
                List.of(
                        new ValidationFigures.SourceOutcome("St. Anna", outcome),
                        new ValidationFigures.SourceOutcome(null, outcome)),
                List.of(new ValidationFigures.OtherLabel(
                        "PNEUMOTHORAX",
                        24,
                        Proportion.of(patients.subList(0, 26), i -> i % 3 == 0, 1),
                        Map.of("NORMAL", 9, "PNEUMONIA", 8))),
                called.stream()
                        .filter(i -> predicted[i] != truth[i])
                        .limit(9)
                        .map(i -> new Mistake(
                                "s-" + i,
                                "St. Anna",
                                CLASSES.get(truth[i]),
                                CLASSES.get(predicted[i]),
                                probabilities[i][predicted[i]],
                                probabilities[i][truth[i]]))
                        .toList(),
                Evaluation.of(predictions, 1),
                GateScore.of(
                        predictions,
                        reasons.stream().map(r -> r == null ? null : r.code()).toList(),
                        1));
    }

    private float[] row(int label) {
        float[] row = new float[CLASSES.size()];
        float sum = 0;
        for (int c = 0; c < row.length; c++) {
            row[c] = random.nextFloat() + (c == label ? 0.7f : 0);
            sum += row[c];
        }
        for (int c = 0; c < row.length; c++) {
            row[c] /= sum;
        }
        return row;
    }

    private static int most(float[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            best = row[c] > row[best] ? c : best;
        }
        return best;
    }
}
