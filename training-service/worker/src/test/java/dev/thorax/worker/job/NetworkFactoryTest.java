package dev.thorax.worker.job;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.thorax.engine.dl4j.Dl4jEngine;
import dev.thorax.network.layer.Scale;
import dev.thorax.worker.TrainingException;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;
import dev.thorax.worker.dataset.ScanPixels;
import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkFactoryTest {
    @Test
    void shouldCentreOnTheMeanOfTheTrainingPartOnlyIfTheRecipeAsksForIt() {
        Recipe centred = recipe("resnet152-v2");
        Recipe plain = recipe("mobilenet");

        assertThat(factory(centred, true)
                        .architecture(dataset(centred), new int[] {0, 1})
                        .layers()
                        .get(0))
                .isEqualTo(centred.architecture(51 / 255.0).layers().get(0))
                .isNotEqualTo(centred.architecture(102 / 255.0).layers().get(0));
        assertThat(factory(plain, true)
                        .architecture(dataset(plain), new int[] {0, 1})
                        .layers()
                        .get(0))
                .isEqualTo(new Scale(2, -1));
    }

    @Test
    void shouldRefuseFeaturesOfRandomWeightsOrOfNoBackbone() {
        assertThatThrownBy(() -> factory(recipe("mobilenet"), true).fixedWeights())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("random weights see nothing; ask for it without fromScratch.");
        assertThatThrownBy(() -> factory(recipe("cnn4"), false).fixedWeights())
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("Recipe cnn4", "it names no backbone; add one.");
    }

    private static NetworkFactory factory(Recipe recipe, boolean fromScratch) {
        return new NetworkFactory(recipe, new Dl4jEngine(), null, fromScratch, null);
    }

    private static Recipe recipe(String name) {
        return Recipes.load(Optional.empty()).get(name).recipe();
    }

    /** Two scans of grey 51 and one of grey 204. */
    private static Dataset dataset(Recipe recipe) {
        int pixels = recipe.input().height() * recipe.input().width();
        return new Dataset(
                "greys",
                List.of("A", "B"),
                recipe.input(),
                IntStream.range(0, 3)
                        .mapToObj(i -> new LabelledScan("scan-" + i, "patient-" + i, i % 2, "00"))
                        .toList(),
                ScanPixels.of(IntStream.of(51, 51, 204)
                        .mapToObj(grey -> {
                            byte[] image = new byte[pixels];
                            Arrays.fill(image, (byte) grey);
                            return image;
                        })
                        .toList()));
    }
}
