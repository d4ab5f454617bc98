package dev.thorax.worker.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.InputSpec;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.evaluation.MaskEvaluation;
import dev.thorax.evaluation.MaskScore;
import dev.thorax.worker.fitting.EpochReport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SegmentationPageTest {
    private static final MaskEvaluation MASKS = MaskEvaluation.of(
            List.of(
                    new MaskScore("film-1", 0.9, "found"),
                    new MaskScore("film-2", 0.4, "one-region"),
                    new MaskScore("film-3", 0.95, "found"),
                    new MaskScore("film-4", 0.85, "found")),
            List.of("1", "2", "3", "4"),
            12,
            1);

    @Test
    void shouldSayHowWellTheLungsOfHeldOutPatientsAreDrawn() {
        String page = page("Draws well.", 0);

        assertThat(page)
                .contains("on 4 held-out scans of 4 patients", "Dice coefficient 0.775", "found in 75.0\u00a0% of them")
                .contains("Results of the search: found 3, one-region 1.")
                .contains("lungs <span class=\"version\">version l-1</span>", "21 November 2026, 10:15 UTC")
                .contains("Draws well.", "Trained with torch 2.7, seed 7: ", "name: small-lungs")
                .contains("names no diagnosis and serves in no slot")
                .doesNotContain("<script", "http://", "https://", "data:image");
    }

    @Test
    void shouldListTheWorstScanFirstAndTheEpochsInOrder() {
        String page = page(null, 0);

        assertThat(page.indexOf(">film-2<"))
                .isPositive()
                .isLessThan(page.indexOf(">film-4<"))
                .isLessThan(page.indexOf(">film-1<"));
        assertThat(page)
                .containsSubsequence(
                        "<th scope=\"row\" class=\"n\">1</th>",
                        "0.700",
                        "<th scope=\"row\" class=\"n\">2</th>",
                        "0.300");
    }

    @Test
    void shouldWarnOfScansWithoutAPatient() {
        assertThat(page(null, 3)).contains("3 of 40 scans came without a patient");
        assertThat(page(null, 0)).doesNotContain("came without a patient");
    }

    @Test
    void shouldEscapeWhatComesFromOutside() {
        assertThat(page("<img src=x onerror=alert(1)>&{secret}", 0))
                .contains("&lt;img src=x onerror=alert(1)&gt;&amp;{secret}")
                .doesNotContain("<img");
    }

    private static String page(String about, int strangers) {
        Map<String, byte[]> files = SegmentationPage.write(
                version(about == null ? Map.of("name", "small-lungs") : Map.of("name", "small-lungs", "about", about)),
                new TrainingData(List.of(), new SplitPart("all", new int[] {40}, 30), strangers, new Duplicates(0, 0)),
                MASKS,
                List.of(new EpochReport(1, 0.7, 0.6, 0.5, 100, 0), new EpochReport(2, 0.3, 0.2, 0.9, 100, 0)));
        assertThat(files).containsOnlyKeys(Report.PAGE);
        return new String(files.get(Report.PAGE), UTF_8);
    }

    private static Manifest version(Map<String, Object> recipe) {
        return new Manifest(
                "lungs",
                "l-1",
                List.of("LUNGS"),
                new InputSpec(64, 64, InputSpec.Interpolation.AREA),
                recipe,
                "torch 2.7",
                7,
                Instant.parse("2026-11-21T10:15:30Z"),
                new Manifest.Data("masked", "ab".repeat(32), Map.of(), Map.of()),
                Map.of(),
                Map.of());
    }
}
