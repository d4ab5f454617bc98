package dev.thorax.explain.explanation;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.explain.heatmap.ExplanationTarget;
import dev.thorax.imaging.heatmap.HeatMap;

import static org.assertj.core.api.Assertions.assertThat;

class ExplanationAnswerTest {
    @Test
    void shouldHoldTheHeatMapRowByRow() {
        ExplanationTarget target =
                new ExplanationTarget("scan-1", new ModelVersion("tiny", "v1"), "NORMAL", Map.of("NORMAL", 1.0));

        ExplanationAnswer answer = ExplanationAnswer.of(target, new HeatMap(2, 3, new float[] {1, 2, 3, 4, 5, 6}));

        assertThat(answer.heatmap()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(answer.method()).isEqualTo("gradcam");
    }
}
