package dev.thorax.worker.recipe;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RecipeYamlTest {
    private static final String YAML =
            """
            name: tiny
            input: {height: 12, width: 16, interpolation: AREA}
            channels: 1
            layers:
              - conv: {filters: 2, kernel: 3, activation: relu}
              - flatten: {}
            learningRate: 0.01
            batch: 8
            epochs: 6
            classWeights: BALANCED
            checkpoint: LOWEST_LOSS
            """;

    @Test
    void shouldReadTheRecipeAndItsKeysAsWritten() {
        RecipeSource source = read(YAML);

        assertThat(source.recipe().name()).isEqualTo("tiny");
        assertThat(source.recipe().input().width()).isEqualTo(16);
        assertThat(source.recipe().checkpoint()).isEqualTo(Checkpoint.LOWEST_LOSS);
        assertThat(source.yaml())
                .containsEntry("learningRate", 0.01)
                .containsEntry("input", Map.of("height", 12, "width", 16, "interpolation", "AREA"))
                .doesNotContainKey("augmentation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "height: 12 | height: tall | its key input.height is missing or has a wrong value",
                "- flatten: {} | - flatten: 3 | its key layers.1 is missing or has a wrong value",
                "{height: 12 | {high: 1, height: 12 | it has the unknown key high; known are",
                "checkpoint: LOWEST_LOSS | checkpoint: BEST | its key checkpoint is missing or has a wrong value"
            })
    void shouldNameTheKeyThatCannotBeUsed(String right, String wrong, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(YAML.replace(right, wrong)))
                .withMessageStartingWith("The recipe mine.yaml cannot be used: " + reason);
    }

    @Test
    void shouldRefuseASecondDocument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(YAML + "---\nname: other\n"))
                .withMessageStartingWith("The recipe mine.yaml cannot be used: ");
    }

    @Test
    void shouldRefuseTextThatIsNoYamlInOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("name: [tiny\nbatch: 8\n"))
                .withMessageStartingWith("The recipe mine.yaml cannot be used: ")
                .withMessageNotContaining("\n");
    }

    private static RecipeSource read(String yaml) {
        return RecipeYaml.read("mine.yaml", yaml.getBytes(UTF_8));
    }
}
