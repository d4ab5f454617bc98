package dev.thorax.worker.recipe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.contracts.json.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecipeGateTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 0.05, 0.5})
    void shouldTakeAShareOfAtMostAHalf(double share) {
        assertThat(RecipeGate.of(share).refused()).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 0.500001, 1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAnyOtherShare(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecipeGate.of(share))
                .withMessage("gate needs a share refused in (0,0.5]");
    }

    @Test
    void shouldBeNoneByThisNameOnly() {
        assertThat(RecipeGate.named("none").refused()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecipeGate.named("None"))
                .withMessage("gate must be none, or have a share refused");
        assertThatIllegalArgumentException().isThrownBy(() -> RecipeGate.named(""));
    }

    @Test
    void shouldReadBothForms() {
        assertThat(read("\"none\"").refused()).isNull();
        assertThat(read("{\"refused\": 0.1}").refused()).isEqualTo(0.1);
        assertThatThrownBy(() -> read("{}")).isInstanceOf(Json.UnreadableEventException.class);
        assertThatThrownBy(() -> read("0.1")).isInstanceOf(Json.UnreadableEventException.class);
    }

    private static RecipeGate read(String json) {
        return Json.read(json.getBytes(UTF_8), RecipeGate.class);
    }
}
