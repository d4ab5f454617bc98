package dev.thorax.worker.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.network.architecture.Architecture;
import dev.thorax.network.architecture.NetworkOutput;
import dev.thorax.network.layer.BatchNorm;
import dev.thorax.network.layer.Scale;
import dev.thorax.network.layer.Shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecipesTest {
    @Test
    void shouldReadThePublishedRecipes() {
        Recipes recipes = Recipes.load(Optional.empty());

        assertThat(recipes.get("convnet50").recipe().architecture().parameters(3))
                .isEqualTo(896 + 32 * 24 * 24 * 256 + 256 + 256 * 3 + 3);
        assertThat(recipes.get("convnet50").recipe().earlyStopping()).isEqualTo(new EarlyStopping(5, 0.01));
        assertThat(recipes.get("cnn4").recipe().augmentation()).isEqualTo(new Augmentation(0.2, 0.2, true));
    }

    @ParameterizedTest
    @CsvSource({
        "cnn4, 224, 0.001, 32, 10, LAST, NONE",
        "convnet50, 50, 0.0005, 250, 40, LOWEST_LOSS, BALANCED",
        "inception-v3, 256, 0.001, 15, 50, LOWEST_LOSS, BALANCED",
        "resnet152-v2, 224, 0.01, 32, 10, LOWEST_LOSS, NONE",
        "mobilenet, 224, 0.0001, 64, 15, HIGHEST_ACCURACY, NONE"
    })
    void shouldTrainAsPublished(
            String name, int side, double rate, int batch, int epochs, Checkpoint checkpoint, ClassWeights weights) {
        Recipe recipe = Recipes.load(Optional.empty()).get(name).recipe();

        assertThat(recipe.input().height()).isEqualTo(side);
        assertThat(recipe.input().width()).isEqualTo(side);
        assertThat(recipe.learningRate()).isEqualTo(rate);
        assertThat(recipe.batch()).isEqualTo(batch);
        assertThat(recipe.epochs()).isEqualTo(epochs);
        assertThat(recipe.checkpoint()).isEqualTo(checkpoint);
        assertThat(recipe.classWeights()).isEqualTo(weights);
    }

    @Test
    void shouldPutTheHeadOfARecipeBehindItsBackbone() {
        Recipe recipe = Recipes.load(Optional.empty()).get("mobilenet").recipe();

        int head = (1024 + 1) * 512 + (512 + 1) * 512 + 4 * 512 + (512 + 1) * 16 + (16 + 1) * 3;
        assertThat(recipe.architecture().parameters(3)).isEqualTo(3_228_864 + head);
        assertThat(recipe.frozen()).isEmpty();
        assertThat(recipe.architecture().layers())
                .filteredOn(BatchNorm.class::isInstance)
                .hasSize(28)
                .allMatch(layer -> ((BatchNorm) layer).momentum() == 0.9);
        assertThat(recipe.plateau()).isEqualTo(new ReduceOnPlateau(0.1, 6, 5e-3, 5e-9));
    }

    @Test
    void shouldFreezeTheFirstLayersOfABackboneAsKerasCountsThem() {
        Recipe recipe = Recipes.load(Optional.empty()).get("resnet152-v2").recipe();

        assertThat(recipe.frozen())
                .hasSize(300)
                .contains("conv1_conv", "conv4_block16_1_conv")
                .doesNotContain("conv4_block16_2_conv");
    }

    @Test
    void shouldTakeTheMeanOfTheTrainingScansFromEveryPictureWhereTheRecipeSaysSo() {
        Recipe centred = Recipes.load(Optional.empty()).get("resnet152-v2").recipe();
        Recipe plain = Recipes.load(Optional.empty()).get("mobilenet").recipe();

        assertThat(centred.architecture(0.25).layers().get(0)).isEqualTo(new Scale(2, -0.5));
        assertThat(plain.architecture(0.25).layers().get(0)).isEqualTo(new Scale(2, -1));
    }

    @Test
    void shouldSayHowManyLayersOfABackboneCanBeFrozen() {
        assertThatThrownBy(() -> new RecipeBackbone("mobilenet-0.75", 100, null))
                .hasMessage("backbone mobilenet-0.75 has 86 layers, so frozen must be in [0,86], not 100");
    }

    @Test
    void shouldNameTheKnownRecipes() {
        assertThatThrownBy(() -> Recipes.load(Optional.empty()).get("resnet"))
                .hasMessage(
                        "There is no recipe \"resnet\" here; use one of cnn4, convnet50, convnet50-small, hybrid, inception-v3, lungs, mobilenet, resnet152-v2, thorax, thorax-lungs.");
    }

    @Test
    void shouldEndASegmentationWithAMaskThatDividesItsInput() {
        Architecture lungs =
                Recipes.load(Optional.empty()).get("lungs").recipe().architecture();

        assertThat(lungs.output()).isEqualTo(NetworkOutput.MASK);
        assertThat(lungs.mask()).isEqualTo(new Shape(1, 64, 64));
    }

    @ParameterizedTest
    @CsvSource({
        "'classWeights: NONE', 'classWeights: BALANCED', 'neither backbone nor classifier nor enrich, and classWeights NONE'",
        "'interpolation: AREA', 'interpolation: AREA, fit: CENTRE', 'a segmentation takes the whole scan'",
        "'kind: SEGMENTATION', 'kind: CLASSIFICATION', 'it needs flatten or a global pool before its end'",
        "'kind: SEGMENTATION', 'kind: DETECTION', 'its key kind is missing or has a wrong value'",
        "'learningRate: 0.001', 'mirror: true', 'mirror and copies need a classifier'"
    })
    void shouldRefuseWhatASegmentationCannotHave(String key, String other, String rule, @TempDir Path folder)
            throws IOException {
        byte[] yaml = getClass().getResourceAsStream("/recipes/lungs.yaml").readAllBytes();
        Files.writeString(
                folder.resolve("mine.yaml"),
                new String(yaml, UTF_8).replace("name: lungs\n", "name: mine\n").replace(key, other));

        assertThatThrownBy(() -> Recipes.load(Optional.of(folder)).get("mine")).hasMessageContaining(rule);
    }

    @Test
    void shouldNameTheKnownKeys(@TempDir Path folder) throws IOException {
        byte[] yaml = getClass().getResourceAsStream("/recipes/cnn4.yaml").readAllBytes();
        Files.writeString(folder.resolve("mine.yaml"), new String(yaml, UTF_8) + "batchSize: 3\n");

        assertThatThrownBy(() -> Recipes.load(Optional.of(folder)).get("mine"))
                .hasMessageContaining("mine.yaml cannot be used: it has the unknown key batchSize; known are")
                .hasMessageContaining("learningRate");
    }

    @Test
    void shouldNameTheKeyThatIsWrong(@TempDir Path folder) throws IOException {
        String yaml =
                new String(getClass().getResourceAsStream("/recipes/cnn4.yaml").readAllBytes(), UTF_8);
        Files.writeString(folder.resolve("mine.yaml"), yaml.replaceFirst("width: \\d+", "width: wide"));

        assertThatThrownBy(() -> Recipes.load(Optional.of(folder)).get("mine"))
                .hasMessageContaining("mine.yaml cannot be used: its key input.width is missing or has a wrong value");
    }

    @Test
    void shouldSpoilOnlyItsOwnNameIfAFileIsNoRecipe(@TempDir Path folder) throws IOException {
        byte[] yaml = getClass().getResourceAsStream("/recipes/cnn4.yaml").readAllBytes();
        Files.writeString(folder.resolve("broken.yaml"), "name: [");
        Files.writeString(folder.resolve("cnn4.yaml"), "epochs: many");
        Files.writeString(folder.resolve("good.yaml"), new String(yaml, UTF_8).replace("name: cnn4", "name: good"));

        Recipes recipes = Recipes.load(Optional.of(folder));

        assertThat(recipes.get("good").recipe().name()).isEqualTo("good");
        assertThat(recipes.get("convnet50").recipe().name()).isEqualTo("convnet50");
        assertThatThrownBy(() -> recipes.get("cnn4")).hasMessageContaining("cnn4.yaml cannot be used");
        assertThatThrownBy(() -> recipes.get("brocken"))
                .hasMessageContaining("There is no recipe \"brocken\"")
                .hasMessageContaining("broken.yaml cannot be used");
    }

    @Test
    void shouldWeighClassesByTheirCounts() {
        assertThat(ClassWeights.BALANCED.of(new int[] {10, 30})).containsExactly(2f, 40f / 60);
        assertThat(ClassWeights.NONE.of(new int[] {10, 30})).containsExactly(1f, 1f);
    }
}
