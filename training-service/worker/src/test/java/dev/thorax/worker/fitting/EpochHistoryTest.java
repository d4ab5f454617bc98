package dev.thorax.worker.fitting;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.recipe.Recipe;
import dev.thorax.worker.recipe.Recipes;

import static org.assertj.core.api.Assertions.assertThat;

class EpochHistoryTest {
    private static final Recipes RECIPES = Recipes.load(Optional.empty());

    @Test
    void shouldKeepTheWeightsOfTheLowestValidationLoss() {
        EpochHistory history = history("convnet50-small");

        history.add(epoch(1, 0.9));
        assertThat(history.hasImproved()).isTrue();
        history.add(epoch(2, 1.0));
        assertThat(history.hasImproved()).isFalse();
        history.add(epoch(3, 0.8));
        assertThat(history.hasImproved()).isTrue();
        assertThat(history.next()).isEqualTo(4);
    }

    @Test
    void shouldStopWhenTheValidationLossNoLongerFalls() {
        EpochHistory history = history("convnet50-small");
        int patience = RECIPES.get("convnet50-small").recipe().earlyStopping().patience();

        history.add(epoch(1, 0.5));
        for (int i = 1; i <= patience; i++) {
            assertThat(history.goesOn()).isTrue();
            history.add(epoch(1 + i, 0.6));
        }

        assertThat(history.goesOn()).isFalse();
    }

    @Test
    void shouldEndAfterTheLastEpochAndKeepItsWeights() {
        Recipe recipe = RECIPES.get("cnn4").recipe();
        EpochHistory history = new EpochHistory(recipe);

        for (int i = 1; i <= recipe.epochs(); i++) {
            assertThat(history.goesOn()).isTrue();
            history.add(epoch(i, i));
            assertThat(history.hasImproved()).isFalse();
        }

        assertThat(history.goesOn()).isFalse();
        assertThat(history.rate()).isEqualTo(recipe.learningRate());
    }

    private static EpochHistory history(String recipe) {
        return new EpochHistory(RECIPES.get(recipe).recipe());
    }

    private static EpochReport epoch(int number, double validationLoss) {
        return new EpochReport(number, 1, validationLoss, 0.5, 100, 0);
    }
}
