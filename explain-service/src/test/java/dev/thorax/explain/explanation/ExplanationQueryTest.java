package dev.thorax.explain.explanation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thorax.explain.problem.ExplanationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExplanationQueryTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0.25", ".5", "1.0"})
    void shouldTakeAnOpacityBetweenZeroAndOne(String opacity) {
        assertThat(ExplanationQuery.of(null, null, null, opacity, null).opacity())
                .isEqualTo(Double.parseDouble(opacity));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-0.1", "1.1", "NaN", "1e-3", "0x1", "half", "0.4 "})
    void shouldRefuseAnyOther(String opacity) {
        assertThatThrownBy(() -> ExplanationQuery.of(null, null, null, opacity, null))
                .isInstanceOf(ExplanationException.class)
                .hasMessageContaining("opacity");
    }

    @Test
    void shouldUseTheFieldsHabitWhereNothingIsSaid() {
        ExplanationQuery query = ExplanationQuery.of(null, null, null, null, "gradcam");

        assertThat(query.opacity()).isEqualTo(0.4);
        assertThat(query.version()).isEmpty();
        assertThat(query.label()).isEmpty();
    }

    @Test
    void shouldRefuseAVersionThatCouldLeaveItsFolder() {
        assertThatThrownBy(() -> ExplanationQuery.of("m", "../v", null, null, null))
                .isInstanceOf(ExplanationException.class);
    }
}
