package dev.thorax.worker.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportSummaryTest {
    private static final List<String> CLASSES = List.of("A", "B", "C");

    @Test
    void shouldPutTheBestControlBesideTheScore() {
        ReportSummary summary = summary(Inputs.of(CLASSES, 1, true));

        assertThat(summary.score()).contains("the best shortcut control, which sees the outer 12.5 % of the image");
        assertThat(summary.scale()).extracting(ScaledAccuracy::name).startsWith("This version", "Whole image");
    }

    @Test
    void shouldNotTrustAVersionWithoutControls() {
        ReportSummary summary = summary(Inputs.of(CLASSES, 1, false));

        assertThat(summary.apart()).isFalse();
        assertThat(summary.shortcuts()).contains("Do not rely on the score.");
        assertThat(summary.scale()).hasSize(2);
    }

    @Test
    void shouldSayWhetherPatientsOrSourcesWereHeldOut() {
        ReportInput patients = Inputs.of(CLASSES, 1, true);

        assertThat(summary(patients).score()).contains(" patients that it never saw; ");
        assertThat(summary(Inputs.holdingOutSources(patients)).score())
                .contains(" patients at sources of which it never saw a scan; ");
    }

    @Test
    void shouldNameClassesWithFewScans() {
        assertThat(summary(Inputs.of(CLASSES, 1, true)).fewScans()).containsExactly("C (1)");
    }

    @Test
    void shouldGiveSharesOfTheTrueClass() {
        ConfusionRow row = ConfusionRow.of("A", new int[] {3, 1});

        assertThat(row.cells()).extracting(ConfusionRow.Cell::share).containsExactly(0.75, 0.25);
        assertThat(ConfusionRow.of("B", new int[] {0, 0}).cells())
                .extracting(ConfusionRow.Cell::share)
                .containsOnlyNulls();
    }

    private static ReportSummary summary(ReportInput input) {
        return new ReportSummary(input);
    }
}
