package dev.thorax.worker.job;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thorax.worker.report.Inputs;
import dev.thorax.worker.report.ReportInput;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingReportTest {

    @Test
    void shouldKeepItsScoresThroughTheManifest() {
        ReportInput input = Inputs.of(List.of("A", "B", "C"), 1, true);
        TrainingReport report =
                new TrainingReport(input.evaluation(), input.histories().get(0), input.audit(), null, true, null);

        TrainingReport read = TrainingReport.fromMap(report.toMap());

        assertThat(read.sentence()).isEqualTo(report.sentence());
        assertThat(read.audit()).isEqualTo(report.audit());
        assertThat(read.lastEpoch()).isEqualTo(report.lastEpoch());
        assertThat(read.fromScratch()).isTrue();
    }

    @Test
    void shouldNameTheIntervalTheControlsAndTheFoldsBesideTheScore() {
        ReportInput input = Inputs.of(List.of("A", "B", "C"), 5, true);

        String sentence = new TrainingReport(input.evaluation(), List.of(), input.audit(), 5, false, null).sentence();

        assertThat(sentence).contains("in 5 folds", "95 % interval", "best shortcut control", "recall A ");
    }
}
