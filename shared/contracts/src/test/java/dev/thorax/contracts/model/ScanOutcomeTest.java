package dev.thorax.contracts.model;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.UndeterminedReason;

import static org.assertj.core.api.Assertions.assertThat;

class ScanOutcomeTest {
    private static final Gate.Limits LIMITS = new Gate.Limits(10, 0.2, 0.5, 0.05, 100);
    private static final float[] NEAR = {3, 0.1f};

    @Test
    void shouldBeTheFirstMostProbableClass() {
        assertThat(ScanOutcome.of(LIMITS, new float[] {0.2f, 0.6f, 0.2f}, NEAR)).isEqualTo(new ScanOutcome(1, null));
        assertThat(ScanOutcome.of(null, new float[] {0.3f, 0.35f, 0.35f}, new float[0]))
                .isEqualTo(new ScanOutcome(1, null))
                .returns(true, ScanOutcome::hasClass);
    }

    @Test
    void shouldHaveNoClassIfTheGateRefusesTheScanOrNoLungsWereFound() {
        assertThat(ScanOutcome.of(LIMITS, new float[] {0.4f, 0.3f, 0.3f}, NEAR))
                .isEqualTo(new ScanOutcome(-1, UndeterminedReason.UNCERTAIN_BETWEEN_CLASSES));
        assertThat(ScanOutcome.of(LIMITS, new float[] {1, 0, 0}, new float[] {11, 0}))
                .isEqualTo(new ScanOutcome(-1, UndeterminedReason.UNLIKE_TRAINING_SCANS));
        assertThat(ScanOutcome.withoutLungs())
                .isEqualTo(new ScanOutcome(-1, UndeterminedReason.NO_LUNGS_FOUND))
                .returns(false, ScanOutcome::hasClass);
    }
}
