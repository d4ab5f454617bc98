package dev.thorax.worker.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.InputSpec.Interpolation;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.model.ScanOutcome;
import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.evaluation.Evaluation;
import dev.thorax.evaluation.Predictions;
import dev.thorax.worker.report.SelectedScans;
import dev.thorax.worker.report.ValidationFigures;
import dev.thorax.worker.report.ValidationFigures.Mistake;
import dev.thorax.worker.report.ValidationFigures.OtherLabel;
import dev.thorax.worker.report.ValidationFigures.ReasonShare;
import dev.thorax.worker.report.ValidationFigures.SourceOutcome;
import dev.thorax.worker.report.ValidationFigures.Unreadable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/** Each scan is of a patient of its own unless a test says otherwise. */
class ValidationScoresTest {
    private static final Instant AT = Instant.parse("2026-11-27T09:30:00Z");
    private static final String DIGEST = "ab".repeat(32);

    private final List<SiteScan> scans = new ArrayList<>();
    private final List<ScanScore> scores = new ArrayList<>();

    @Test
    void shouldNeedAScoreOfEachScan() {
        add("s1", "A", "North", 0.9f);
        scores.clear();

        assertThatIllegalArgumentException().isThrownBy(() -> figures(version(Map.of())));
    }

    @Test
    void shouldListTheMostConfidentMistakesFirst() {
        add("right", "A", null, 0.99f);
        add("b", "A", null, 0.25f);
        add("a", "A", null, 0.25f);
        add("surest", "B", "North", 0.9f);
        undetermined("undetermined", "A", 0.1f);

        assertThat(figures(version(Map.of())).mistakes())
                .containsExactly(
                        new Mistake("surest", "North", "B", "A", 0.9f, 1 - 0.9f),
                        new Mistake("a", null, "A", "B", 0.75f, 0.25f),
                        new Mistake("b", null, "A", "B", 0.75f, 0.25f));
    }

    @Test
    void shouldListNoMoreThanTwoDozenMistakes() {
        for (int i = 0; i < 30; i++) {
            add("s" + i, "A", null, 0.01f * i);
        }

        assertThat(figures(version(Map.of())).mistakes())
                .hasSize(24)
                .extracting(Mistake::scanId)
                .startsWith("s0", "s1")
                .endsWith("s23");
    }

    @Test
    void shouldSortTheSourcesByTheirScansThenByNameWithTheUnknownLast() {
        add("s1", "A", null, 0.9f);
        add("s2", "A", "West", 0.9f);
        add("s3", "A", "East", 0.9f);
        add("s4", "A", "North", 0.9f);
        add("s5", "B", "North", 0.9f);
        add("s6", "MEASLES", "East", 0.9f);

        assertThat(figures(version(Map.of())).sources())
                .extracting(SourceOutcome::source, source -> source.outcome().scans())
                .containsExactly(tuple("North", 2), tuple("East", 1), tuple("West", 1), tuple(null, 1));
    }

    @Test
    void shouldKeepOtherLabelsApartFromTheScores() {
        add("s1", "A", null, 0.9f);
        add("m1", "MEASLES", null, 0.9f);
        add("m2", "MEASLES", null, 0.2f);
        add("m3", "MEASLES", null, 0.8f);
        undetermined("m4", "MEASLES", 0.5f);
        undetermined("f1", "FLU", 0.5f);

        ValidationFigures figures = figures(version(Map.of()));

        assertThat(figures.outcome().scans()).isEqualTo(1);
        assertThat(figures.others())
                .extracting(OtherLabel::label, OtherLabel::patients, OtherLabel::called, other -> other.undetermined()
                        .count())
                .containsExactly(tuple("FLU", 1, Map.of(), 1L), tuple("MEASLES", 4, Map.of("A", 2, "B", 1), 1L));
    }

    @Test
    void shouldScoreNoScanThatCouldNotBeRead() {
        add("s1", "A", null, 0.9f);
        scans.add(new SiteScan("s2", "B", 1, null));
        scores.add(ScanScore.unreadable("its image is not stored"));

        ValidationFigures figures = figures(version(Map.of()));

        assertThat(figures.unreadable()).containsExactly(new Unreadable("s2", "B", "its image is not stored"));
        assertThat(figures.outcome().scans()).isEqualTo(1);
        assertThat(figures.reasons()).hasSize(UndeterminedReason.values().length);
    }

    @Test
    void shouldTellNoScansFromNoneThatGotAClass() {
        add("m1", "MEASLES", null, 0.9f);
        ValidationFigures none = figures(version(Map.of()));
        undetermined("s1", "A", 0.5f);
        ValidationFigures uncalled = figures(version(Map.of()));

        assertThat(none.outcome()).isNull();
        assertThat(none.reasons()).isEmpty();
        assertThat(none.sources()).isEmpty();
        assertThat(uncalled.outcome().right().of()).isZero();
        assertThat(uncalled.reasons())
                .extracting(ReasonShare::reason, reason -> reason.share().count())
                .containsExactly(
                        tuple(UndeterminedReason.NO_LUNGS_FOUND, 0L),
                        tuple(UndeterminedReason.UNLIKE_TRAINING_SCANS, 0L),
                        tuple(UndeterminedReason.UNCERTAIN_BETWEEN_CLASSES, 1L));
        assertThat(Arrays.asList(none.called(), none.classSets(), uncalled.called(), uncalled.classSets()))
                .containsOnlyNulls();
        assertThat(uncalled.reliability()).isEmpty();
    }

    @Test
    void shouldScoreTheClassSetsOfTheVersionOrThoseThatAreAskedFor() {
        for (int i = 0; i < 20; i++) {
            add("a" + i, "A", null, 0.6f + 0.01f * i);
            add("b" + i, "B", null, 0.4f - 0.01f * i);
        }
        ConformalSets sets = new ConformalSets(0.8, Map.of("A", 0.695, "B", 0.0), Map.of("A", 90, "B", 3), null);
        Manifest version = version(Map.of());

        ValidationFigures own = figures(version.withConformal(sets));
        ValidationFigures asked =
                new ValidationScores(version.withConformal(sets), site(), scores).figures(order(0.9), DIGEST, AT);

        assertThat(figures(version).classSets()).isNull();
        assertThat(own.classSets().sets()).isEqualTo(sets);
        assertThat(own.classSets().version()).isNull();
        // Probabilities of A from 0.70 on are in, those from 0.60 to 0.69 not; B is in each set.
        assertThat(own.classSets().score().classes().get("A").covered()).isEqualTo(0.5);
        assertThat(own.classSets().score().classes().get("B").covered()).isEqualTo(1);
        assertThat(asked.classSets().version()).isEqualTo("v-check");
        assertThat(asked.classSets().sets())
                .returns(0.9, ConformalSets::coverage)
                .returns(new ConformalSets.Site("t-1", "site", List.of("North"), "cd".repeat(32)), ConformalSets::site);
    }

    @Test
    void shouldShowWhatTheManifestSaysOfTheTraining() {
        add("s1", "A", null, 0.9f);
        Evaluation trained = Evaluation.of(
                new Predictions(
                        List.of("A", "B"),
                        new int[] {0, 1, 1},
                        new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}, {0.7f, 0.3f}},
                        List.of("1", "2", "3")),
                1);

        ValidationFigures figures = figures(version(Map.of("test", Json.mapper().convertValue(trained, Map.class))));

        assertThat(figures.trainedScore().perClass().get("B").recall()).isEqualTo(0.5);
        assertThat(figures.trainedGate()).isNull();
    }

    @Test
    void shouldPassOverFiguresOfAnotherTool() {
        add("s1", "A", null, 0.9f);

        assertThat(figures(version(null)).trainedScore()).isNull();
        assertThat(figures(version(Map.of("test", "0.93"))).trainedScore()).isNull();
        assertThat(figures(version(Map.of("test", Map.of("accuracy", 0.93)))).trainedScore())
                .isNull();
        assertThat(figures(version(Map.of("test", Map.of("scans", "many")))).trainedScore())
                .isNull();
    }

    /** Adds a scan with a probability of A; the class is the more probable one. */
    private void add(String id, String label, String source, float a) {
        scans.add(new SiteScan(id, label, scans.size(), source));
        scores.add(ScanScore.of(new ScanOutcome(a >= 0.5f ? 0 : 1, null), new float[] {a, 1 - a}));
    }

    private void undetermined(String id, String label, float a) {
        scans.add(new SiteScan(id, label, scans.size(), null));
        scores.add(ScanScore.of(
                new ScanOutcome(-1, UndeterminedReason.UNCERTAIN_BETWEEN_CLASSES), new float[] {a, 1 - a}));
    }

    private ValidationFigures figures(Manifest version) {
        return new ValidationScores(version, site(), scores).figures(order(null), DIGEST, AT);
    }

    private SiteScans site() {
        SelectedScans.Count none = new SelectedScans.Count(0, 0);
        return new SiteScans(
                scans, new SelectedScans(0, 0, none, none, none, 0, "cd".repeat(32), true, true), AT.minusSeconds(60));
    }

    private static ValidationOrder order(Double coverage) {
        return new ValidationOrder("v-check", "greys", "t-1", "site", List.of("North"), coverage, "Ada", null, AT);
    }

    private static Manifest version(Map<String, Object> evaluation) {
        return new Manifest(
                "greys",
                "t-1",
                List.of("A", "B"),
                new InputSpec(8, 8, Interpolation.AREA),
                Map.of(),
                "none",
                1,
                AT,
                null,
                evaluation,
                Map.of());
    }
}
