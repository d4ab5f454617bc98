package dev.thorax.worker.job;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.event.HeldOut;
import dev.thorax.evaluation.GateScore;
import dev.thorax.evaluation.Interval;
import dev.thorax.worker.report.Inputs;
import dev.thorax.worker.report.ReportInput;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingReportTest {
    private static final GateScore GATE = new GateScore(
            100,
            5,
            0.05,
            new Interval(0.02, 0.09, 0.95),
            Map.of("unlike-training-scans", 5),
            0.8,
            0.82,
            new Interval(0.7, 0.9, 0.95));

    @Test
    void shouldKeepItsScoresThroughTheManifest() {
        ReportInput input = Inputs.of(List.of("A", "B", "C"), 1, true);
        TrainingReport report = new TrainingReport(
                input.evaluation(),
                input.histories().get(0),
                input.audit(),
                null,
                true,
                HeldOut.SOURCES,
                null,
                GATE,
                null,
                null);

        TrainingReport read = TrainingReport.fromMap(report.toMap());

        assertThat(read.sentence()).isEqualTo(report.sentence());
        assertThat(read.audit()).isEqualTo(report.audit());
        assertThat(read.lastEpoch()).isEqualTo(report.lastEpoch());
        assertThat(read.fromScratch()).isTrue();
        assertThat(read.gate()).isEqualTo(GATE);
        assertThat(read.heldOut()).isEqualTo(HeldOut.SOURCES);
        assertThat(report.toMap()).containsEntry("heldOut", "sources");
    }

    @Test
    void shouldNameTheIntervalTheControlsAndTheFoldsBesideTheScore() {
        ReportInput input = Inputs.of(List.of("A", "B", "C"), 5, true);

        String sentence = new TrainingReport(
                        input.evaluation(), List.of(), input.audit(), 5, false, HeldOut.SOURCES, null, null, null, null)
                .sentence();

        assertThat(sentence)
                .contains(
                        "patients from held-out sources in 5 folds",
                        "95 % interval",
                        "best shortcut control",
                        "recall A ");
    }
}
