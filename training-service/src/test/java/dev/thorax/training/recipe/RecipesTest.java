package dev.thorax.training.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void shouldNameTheKnownRecipes() {
        assertThatThrownBy(() -> Recipes.load(Optional.empty()).get("resnet"))
                .hasMessage("There is no recipe \"resnet\" here; use one of cnn4, convnet50.");
    }

    @Test
    void shouldNameTheKnownKeys(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), "name: mine\nbatchSize: 3\n");

        assertThatThrownBy(() -> Recipes.load(Optional.of(folder)))
                .hasMessageContaining("mine.yaml cannot be used: it has the unknown key batchSize; known are")
                .hasMessageContaining("learningRate");
    }

    @Test
    void shouldWeighClassesByTheirCounts() {
        assertThat(ClassWeights.BALANCED.of(new int[] {10, 30})).containsExactly(2f, 40f / 60);
        assertThat(ClassWeights.NONE.of(new int[] {10, 30})).containsExactly(1f, 1f);
    }
}
