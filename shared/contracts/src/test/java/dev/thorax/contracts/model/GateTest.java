package dev.thorax.contracts.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GateTest {
    private static final Gate.Limits LIMITS = new Gate.Limits(30, 0.25, 0.5, 0.05, 100);

    @ParameterizedTest
    @CsvSource({
        "30, 0.25, 0.5, ",
        "30.1, 0.2, 0.9, UNLIKE_TRAINING_SCANS",
        "30, 0.26, 0.9, UNLIKE_TRAINING_SCANS",
        "NaN, 0.2, 0.9, UNLIKE_TRAINING_SCANS",
        "30, NaN, 0.9, UNLIKE_TRAINING_SCANS",
        "30, 0.2, 0.49, UNCERTAIN_BETWEEN_CLASSES",
        "31, 0.3, 0.49, UNLIKE_TRAINING_SCANS",
    })
    void shouldNameTheReason(float mahalanobis, float neighbour, float largest, UndeterminedReason reason) {
        float[] probabilities = {(1 - largest) / 2, largest, (1 - largest) / 2};

        assertThat(LIMITS.reason(probabilities, new float[] {mahalanobis, neighbour}))
                .isEqualTo(reason);
    }

    @Test
    void shouldHaveLimitsOrAReasonForNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Gate(null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gate(LIMITS, "why"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gate.Limits(Double.NaN, 0.2, 0.5, 0.05, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gate.Limits(30, 2.1, 0.5, 0.05, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gate.Limits(30, 0.2, 1.1, 0.05, 1));
    }

    @Test
    void shouldStayTheSameInAManifest() {
        Gate gate = Gate.of(LIMITS);

        assertThat(Json.read(Json.write(gate), Gate.class)).isEqualTo(gate);
        assertThat(Json.read(Json.write(Gate.none("It has none.")), Gate.class)).isEqualTo(Gate.none("It has none."));
    }
}
