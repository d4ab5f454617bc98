package dev.thorax.worker.report;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.Gate;
import dev.thorax.evaluation.GateScore;
import dev.thorax.evaluation.Interval;

import static org.assertj.core.api.Assertions.assertThat;

class GateSummaryTest {
    private static final ReportInput INPUT = Inputs.of(List.of("A", "B"), 1, false);

    @Test
    void shouldListTheReasonsForPeopleWithTheirShareOfAllHeldOutScans() {
        GateSummary summary = GateSummary.of(INPUT);

        assertThat(summary.none()).isNull();
        assertThat(summary.limits()).isEqualTo(INPUT.version().limits());
        assertThat(summary.reasons())
                .containsExactly(
                        new GateSummary.Reason("Unlike training scans", 9, 9 / 240.0),
                        new GateSummary.Reason("Uncertain between classes", 3, 3 / 240.0));
    }

    @Test
    void shouldLeaveOutAReasonWithoutAScanAndOneThatItDoesNotKnow() {
        GateScore score = new GateScore(
                50,
                7,
                0.14,
                new Interval(0.1, 0.2, 0.95),
                Map.of("no-lungs-found", 5, "unlike-training-scans", 0, "of-a-later-release", 2),
                0.5,
                0.6,
                null);

        assertThat(new GateSummary(new Gate.Limits(30, 0.1, 0.5, 0.05, 100), score, null).reasons())
                .containsExactly(new GateSummary.Reason("No lungs found", 5, 0.1));
    }

    @Test
    void shouldSayWhyThereIsNoGate() {
        GateSummary summary = GateSummary.of(Inputs.withoutGate(INPUT, Gate.none("The recipe asks for none.")));

        assertThat(summary.none()).isEqualTo("The recipe asks for none.");
        assertThat(summary.limits()).isNull();
    }

    /** Versions of earlier releases have none, and say nothing of it. */
    @Test
    void shouldBeSilentAboutAGateThatNobodyKnows() {
        assertThat(GateSummary.of(Inputs.withoutGate(INPUT, null))).isEqualTo(new GateSummary(null, null, ""));
    }

    @Test
    void shouldNotSpeakOfLimitsThatWereNotScored() {
        ReportInput unscored = Inputs.withoutGate(INPUT, Gate.of(new Gate.Limits(30, 0.1, 0.5, 0.05, 100)));

        assertThat(GateSummary.of(unscored)).isEqualTo(new GateSummary(null, null, ""));
    }
}
