package dev.thorax.worker.recipe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecipeConformalTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.999})
    void shouldTakeACoverage(double coverage) {
        assertThat(new RecipeConformal(coverage).coverage()).isEqualTo(coverage);
    }

    /** A set that has the class of nearly each second scan says nothing, and one of all scans would have each class. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.499, 0.9991, 1, 90, -0.9, Double.NaN})
    void shouldRefuseACoverageThatMeansNothing(double coverage) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecipeConformal(coverage))
                .withMessage("conformal needs a coverage in [0.5,0.999]");
    }

    @Test
    void shouldNotGuessACoverageThatIsNotGiven() {
        assertThat(Json.read("{\"coverage\": 0.8}".getBytes(UTF_8), RecipeConformal.class)
                        .coverage())
                .isEqualTo(0.8);
        assertThatThrownBy(() -> Json.read("{}".getBytes(UTF_8), RecipeConformal.class))
                .isInstanceOf(Json.UnreadableEventException.class);
    }
}
