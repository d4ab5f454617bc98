package dev.thorax.worker.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.Manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ReportPageTest {
    private static final ReportInput INPUT = Inputs.of(List.of("A", "B"), 1, false);
    /** One for each place of the page. What they show does not matter. */
    private static final Map<String, byte[]> PLOTS = plots();

    @Test
    void shouldWriteATimeInMinutesOfUtc() {
        assertThat(ReportPage.minute(Instant.parse("2026-11-07T09:05:59.999Z")))
                .isEqualTo("7 November 2026, 09:05 UTC");
        assertThat(ReportPage.minute(Instant.parse("2027-01-01T00:00:00Z"))).isEqualTo("1 January 2027, 00:00 UTC");
    }

    @Test
    void shouldWriteARecipeAsPeopleWriteIt() {
        Map<String, Object> recipe = new LinkedHashMap<>();
        recipe.put("name", "mine");
        recipe.put("input", Map.of("height", 8));
        recipe.put("gate", null);

        assertThat(ReportPage.yaml(recipe))
                .startsWith("name: mine\ninput:\n  height: 8\n")
                .contains("gate: null")
                .doesNotContain("---");
    }

    @Test
    void shouldNameTheCommandThatTrainsTheSameAgain() {
        assertThat(text(page(INPUT)))
                .contains(
                        "curl -H 'Content-Type: application/json' -d '{\"dataset\":\"hospital\",\"recipe\":\"made-up\","
                                + "\"engine\":\"dl4j\",\"seed\":7}' http://127.0.0.1:8082/trainings");
        assertThat(text(page(Inputs.holdingOutSources(Inputs.of(List.of("A", "B"), 3, false)))))
                .contains("\"engine\":\"dl4j\",\"seed\":7,\"heldOut\":\"sources\",\"folds\":3}'");
        assertThat(text(page(Inputs.hostile("plain")))).contains("\"seed\":7,\"fromScratch\":true}'");
    }

    @Test
    void shouldSayWhatTheRecipeChangedInTheDataSet() {
        Map<String, Object> corrections =
                Map.of("leaveOut", List.of("s1", "s2", "s3"), "relabel", Map.of("s4", "A", "s5", "B"));

        assertThat(text(page(withRecipe(Map.of("name", "mine", "corrections", corrections)))))
                .contains(
                        "Its recipe leaves out 3 and relabels 2 scans of the data set, for training and for the score.");
        assertThat(text(page(withRecipe(Map.of("name", "mine", "corrections", Map.of("leaveOut", List.of("s1")))))))
                .contains("Its recipe leaves out 1 and relabels 0 scans");
        assertThat(text(page(INPUT))).doesNotContain("Its recipe leaves out");
    }

    @Test
    void shouldEscapeWhatComesFromOutside() {
        assertThat(page(withRecipe(Map.of("about", "<script>alert('x')</script>"))))
                .contains("&lt;script&gt;alert(")
                .doesNotContain("<script>");
    }

    private static String page(ReportInput input) {
        return new String(ReportPage.html(input, PLOTS), UTF_8);
    }

    private static Map<String, byte[]> plots() {
        Map<String, byte[]> plots = new LinkedHashMap<>();
        Report.write(INPUT).forEach((name, bytes) -> {
            if (name.endsWith(".png")) {
                plots.put(name, bytes);
            }
        });
        return plots;
    }

    /** Returns what a person reads. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static ReportInput withRecipe(Map<String, Object> recipe) {
        Manifest version = INPUT.version();
        return new ReportInput(
                new Manifest(
                        version.model(),
                        version.version(),
                        version.classes(),
                        version.input(),
                        recipe,
                        version.engine(),
                        version.seed(),
                        version.trainedAt(),
                        version.data(),
                        version.evaluation(),
                        version.files(),
                        null,
                        null,
                        version.gate()),
                INPUT.fromScratch(),
                INPUT.heldOut(),
                INPUT.data(),
                INPUT.evaluation(),
                INPUT.folds(),
                INPUT.histories(),
                INPUT.audit(),
                INPUT.gate(),
                INPUT.lungs(),
                INPUT.classSets(),
                INPUT.suspects(),
                INPUT.shownSuspects(),
                INPUT.mistakes(),
                INPUT.successes());
    }
}
