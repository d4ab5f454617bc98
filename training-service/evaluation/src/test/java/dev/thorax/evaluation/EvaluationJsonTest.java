package dev.thorax.evaluation;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** As it stands in {@code manifest.json}. */
class EvaluationJsonTest {

    @Test
    void shouldReadBackWhatItWroteWithoutCurves() {
        Evaluation evaluation =
                Evaluation.of(ScikitLearnScores.of("unbalancedWithTies").predictions(), 1);

        String json = new String(Json.write(evaluation), StandardCharsets.UTF_8);

        assertThat(Json.read(Json.write(evaluation), Evaluation.class))
                .usingRecursiveComparison()
                .isEqualTo(evaluation);
        assertThat(json).hasSizeLessThan(4000).doesNotContain("NaN", "Infinity");
    }

    @Test
    void shouldReadAnOlderManifest() {
        String older = "{\"scans\":4,\"patients\":3,\"accuracy\":0.75,"
                + "\"accuracyInterval\":{\"low\":0.5,\"high\":1.0,\"level\":0.95},\"majority\":0.5,"
                + "\"rocAucOneVersusOne\":0.9,\"perClass\":{\"A\":{\"precision\":1.0,\"recall\":0.5,\"f1\":0.6,"
                + "\"support\":2}},\"confusion\":[[1,1],[0,2]],\"classes\":[\"A\",\"B\"]}";

        Evaluation read = Json.read(older.getBytes(StandardCharsets.UTF_8), Evaluation.class);

        assertThat(read.accuracy()).isEqualTo(0.75);
        assertThat(read.perClass().get("A").recall()).isEqualTo(0.5);
        assertThat(read)
                .extracting("balancedAccuracy", "matthews", "prAuc", "micro", "calibration")
                .containsOnlyNulls();
        assertThat(read.perClass().get("A"))
                .extracting("recallInterval", "specificity", "counts", "prAuc", "atSpecificity95")
                .containsOnlyNulls();
    }
}
