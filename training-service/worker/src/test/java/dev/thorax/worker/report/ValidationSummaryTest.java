package dev.thorax.worker.report;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.OutcomeScore;
import dev.thorax.evaluation.Outcomes;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.report.ValidationFigures.SourceOutcome;
import dev.thorax.worker.report.ValidationFigures.Unreadable;

import static org.assertj.core.api.Assertions.assertThat;

class ValidationSummaryTest {
    private static final Instant AT = Instant.parse("2026-11-27T09:30:00Z");
    private static final int A = 0;
    private static final int B = 1;
    private static final int NONE = -1;

    @Test
    void shouldSayOnWhatTheVersionWasMeasured() {
        OutcomeScore outcome = outcome(new int[] {A, A, B, B}, new int[] {A, NONE, B, A});

        assertThat(summary(outcome, null).measured())
                .startsWith(
                        "On 4 labelled scans of 4 patients of data set site, the version left 25.0\u00a0% (95\u00a0%"
                                + " interval ")
                .contains(" undetermined. Of the 3 scans that got a class, 66.7\u00a0% (95\u00a0% interval ")
                .endsWith(") got the right one.");
        assertThat(summary(outcome, List.of("North", "South")).measured())
                .startsWith("On 4 labelled scans of 4 patients of North, South, the version left ");
    }

    @Test
    void shouldNotSpeakOfRightOnesIfNoScanGotAClass() {
        assertThat(summary(outcome(new int[] {A, B}, new int[] {NONE, NONE}), null)
                        .measured())
                .contains("the version left 100.0\u00a0%")
                .endsWith("undetermined. It gave no scan a class.");
    }

    @Test
    void shouldSayThatNothingWasMeasured() {
        ValidationSummary nothing = summary(null, null);

        assertThat(nothing.measured()).startsWith("Nothing was measured: ");
        assertThat(nothing.byClass()).isEmpty();
        assertThat(nothing.few()).isEmpty();
        assertThat(nothing.confusion()).isEmpty();
    }

    @Test
    void shouldTellWhatIsFoundFromWhatNobodyKnows() {
        List<String> sentences = summary(outcome(new int[] {A, A, A, A}, new int[] {A, A, B, NONE}), null)
                .byClass();

        assertThat(sentences).hasSize(2);
        assertThat(sentences.get(0))
                .startsWith("A: found in 50.0\u00a0% (95\u00a0% interval ")
                .contains(" of all 4 scans of 4 patients, in 66.7\u00a0% (")
                .endsWith(
                        " of those that got a class; no scan is of another class, so its false alarms are not known.");
        assertThat(sentences.get(1))
                .startsWith("B: no scan of it, so nobody knows how many it finds; false alarm in 25.0\u00a0% (")
                .endsWith(" of all 4 scans without it.");
    }

    @Test
    void shouldNameTheClassesOfTooFewPatients() {
        int[] truth = IntStream.range(0, 59).map(i -> i < 30 ? A : B).toArray();

        assertThat(summary(outcome(truth, truth), null).few()).containsExactly("B (29 patients)");
    }

    @Test
    void shouldCountScansWithoutAClassInTheirOwnColumn() {
        List<ConfusionRow> rows = summary(outcome(new int[] {A, A, A, A}, new int[] {A, B, NONE, NONE}), null)
                .confusion();

        assertThat(rows).extracting(ConfusionRow::name).containsExactly("A", "B");
        assertThat(rows.get(0).cells())
                .containsExactly(
                        new ConfusionRow.Cell(1, 0.25), new ConfusionRow.Cell(1, 0.25), new ConfusionRow.Cell(2, 0.5));
        assertThat(rows.get(1).cells()).containsOnly(new ConfusionRow.Cell(0, null));
    }

    @Test
    void shouldShowTheFirstSourcesAndCountTheOthers() {
        OutcomeScore outcome = outcome(new int[] {A}, new int[] {A});
        List<SourceOutcome> sources = IntStream.range(0, 53)
                .mapToObj(i -> new SourceOutcome("site-" + i, outcome))
                .toList();

        ValidationSummary many = summary(outcome, null, sources, List.of(), null);
        ValidationSummary few = summary(outcome, null, sources.subList(0, 50), List.of(), null);

        assertThat(many.sources()).hasSize(50).startsWith(sources.get(0));
        assertThat(many.moreSources()).isEqualTo(3);
        assertThat(few.sources()).hasSize(50);
        assertThat(few.moreSources()).isZero();
        assertThat(many.source(null)).isEqualTo("without a source");
        assertThat(many.source("site-1")).isEqualTo("site-1");
    }

    @Test
    void shouldListTheFirstHundredScansThatCouldNotBeRead() {
        List<Unreadable> broken = IntStream.range(0, 120)
                .mapToObj(i -> new Unreadable("s-" + i, "A", "its image is not stored"))
                .toList();

        assertThat(summary(null, null, List.of(), broken, null).unreadable()).isEqualTo(broken.subList(0, 100));
    }

    @Test
    void shouldShowTheScoresOfTheTrainingOfAClassThatItHad() {
        Evaluation trained = Evaluation.of(
                new Predictions(
                        List.of("A", "C"),
                        new int[] {0, 0, 1},
                        new float[][] {{0.9f, 0.1f}, {0.3f, 0.7f}, {0.2f, 0.8f}},
                        List.of("1", "2", "3")),
                1);
        ValidationSummary summary = summary(null, null, List.of(), List.of(), trained);

        assertThat(summary.trained("A").recall()).isEqualTo(0.5);
        assertThat(summary.trained("B")).isNull();
        assertThat(summary(null, null).trained("A")).isNull();
    }

    @Test
    void shouldNameEachReasonForPeople() {
        ValidationSummary summary = summary(null, null);

        assertThat(Arrays.stream(UndeterminedReason.values()).map(summary::reason))
                .containsExactly("No lungs found", "Unlike the training scans", "Too uncertain between classes");
    }

    /** Each scan is of a patient of its own. */
    private static OutcomeScore outcome(int[] truth, int[] predicted) {
        List<String> patients =
                IntStream.range(0, truth.length).mapToObj(String::valueOf).toList();
        return OutcomeScore.of(new Outcomes(List.of("A", "B"), truth, predicted, patients), 1);
    }

    private static ValidationSummary summary(OutcomeScore outcome, List<String> asked) {
        return summary(outcome, asked, List.of(), List.of(), null);
    }

    private static ValidationSummary summary(
            OutcomeScore outcome,
            List<String> asked,
            List<SourceOutcome> sources,
            List<Unreadable> unreadable,
            Evaluation trained) {
        SelectedScans.Count none = new SelectedScans.Count(0, 0);
        return new ValidationSummary(new ValidationFigures(
                new ValidationOrder("v-1", "greys", "t-1", "site", asked, null, "Ada", null, AT),
                "ab".repeat(32),
                null,
                new SelectedScans(0, 0, none, none, none, 0, "cd".repeat(32), true, true),
                AT,
                AT,
                unreadable,
                outcome,
                List.of(),
                null,
                List.of(),
                null,
                sources,
                List.of(),
                List.of(),
                trained,
                null));
    }
}
