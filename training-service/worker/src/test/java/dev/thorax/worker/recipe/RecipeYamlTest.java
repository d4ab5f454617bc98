package dev.thorax.worker.recipe;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.contracts.model.InputSpec;

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

    private static final String SQUARE = YAML.replace("width: 16", "width: 12");

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

    @Test
    void shouldRefuseToWeighSourcesForAClassifierThatCannot() {
        String classifier = YAML.replaceAll("(?m)^(learningRate|batch|epochs|checkpoint): .*\n", "")
                .replace("BALANCED", "BALANCED_BY_SOURCE");

        assertThat(read(classifier + "classifier: {softmax: {cost: 1}}\n")
                        .recipe()
                        .classWeights())
                .isEqualTo(ClassWeights.BALANCED_BY_SOURCE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(classifier + "classifier: {svm: {cost: 1}}\n"))
                .withMessageContaining("classWeights BALANCED_BY_SOURCE needs a softmax classifier or none");
    }

    @Test
    void shouldLetADiscriminantTakeEachClassToBeAsLikely() {
        String classifier = YAML.replaceAll("(?m)^(learningRate|batch|epochs|checkpoint): .*\n", "")
                + "classifier: {discriminant: {ridge: 6, sourcePenalty: 20}}\n";

        assertThat(read(classifier).recipe().classWeights()).isEqualTo(ClassWeights.BALANCED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(classifier.replace("BALANCED", "NONE")))
                .withMessageContaining("a discriminant needs classWeights BALANCED");
    }

    @Test
    void shouldHoldOutPatientsUnlessTheRecipeNamesSources() {
        assertThat(read(YAML).recipe().heldOut()).isEqualTo(HeldOut.PATIENTS);
        assertThat(read(YAML + "heldOut: sources\n").recipe().heldOut()).isEqualTo(HeldOut.SOURCES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "height: 12 | height: tall | its key input.height is missing or has a wrong value",
                "- flatten: {} | - flatten: 3 | its key layers.1 is missing or has a wrong value",
                "{height: 12 | {high: 1, height: 12 | it has the unknown key high; known are",
                "classWeights: BALANCED | classWeights: EQUAL | its key classWeights is missing or has a wrong value",
                "checkpoint: LOWEST_LOSS | heldOut: hospitals | heldOut must be patients or sources, not hospitals",
                "checkpoint: LOWEST_LOSS | checkpoint: BEST | its key checkpoint is missing or has a wrong value"
            })
    void shouldNameTheKeyThatCannotBeUsed(String right, String wrong, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(YAML.replace(right, wrong)))
                .withMessageStartingWith("The recipe mine.yaml cannot be used: " + reason);
    }

    @Test
    void shouldSeeTheLungsIfTheRecipeNamesALungFinder() {
        Recipe recipe = read(SQUARE + "lungs: {model: lungs, version: t-1}\n").recipe();

        assertThat(recipe.lungs()).isEqualTo(new RecipeLungs("lungs", "t-1"));
        assertThat(recipe.input().fit()).isEqualTo(InputSpec.Fit.LUNGS);
        assertThat(read(YAML).recipe().lungs()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AREA} | AREA, fit: LUNGS} | '' | input with fit LUNGS needs lungs",
                "AREA} | AREA, fit: SQUEEZE} | 'lungs: {model: lungs, version: t-1}' | with lungs, input has no fit SQUEEZE",
                "AREA} | AREA, fit: CENTRE} | 'lungs: {model: lungs, version: t-1}' | with lungs, input has no fit CENTRE",
                "width: 12 | width: 16 | 'lungs: {model: lungs, version: t-1}' | with lungs, input must be square",
                "AREA} | AREA} | 'lungs: {version: t-1}' | its key lungs.model is missing",
                "AREA} | AREA} | 'lungs: {model: lungs, version: a/b}' | lungs needs a model, and a version if there is one, of"
            })
    void shouldRefuseALungFinderThatCannotBeUsed(String right, String wrong, String line, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(SQUARE.replace(right, wrong) + line + "\n"))
                .withMessageStartingWith("The recipe mine.yaml cannot be used: ")
                .withMessageContaining(reason);
    }

    @Test
    void shouldReadTheGate() {
        assertThat(read(YAML).recipe().gate().refused()).isEqualTo(0.05);
        assertThat(read(YAML + "gate: {refused: 0.1}\n").recipe().gate().refused())
                .isEqualTo(0.1);
        assertThat(read(YAML + "gate: none\n").recipe().gate().refused()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gate: some", "gate: {refused: 0}", "gate: {refused: 0.6}", "gate: {}", "gate: 0.05"})
    void shouldRefuseAGateThatMeansNothing(String gate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(YAML + gate + "\n"))
                .withMessageStartingWith("The recipe mine.yaml cannot be used: ");
    }

    @Test
    void shouldReadCorrectionsAndKeepThemAsWritten() {
        RecipeSource source = read(YAML + "corrections: {leaveOut: [scan-7], relabel: {scan-9: NORMAL}}\n");

        assertThat(source.recipe().corrections())
                .isEqualTo(new Corrections(List.of("scan-7"), Map.of("scan-9", "NORMAL")));
        assertThat(source.yaml())
                .containsEntry(
                        "corrections", Map.of("leaveOut", List.of("scan-7"), "relabel", Map.of("scan-9", "NORMAL")));
        assertThat(read(YAML).recipe().corrections()).isEqualTo(Corrections.NONE);
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
