package dev.thorax.explain.explanation;

import java.util.Arrays;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.thorax.explain.heatmap.ExplanationTarget;
import dev.thorax.imaging.heatmap.HeatMap;

/**
 * Explanation of one class of one scan, as JSON.
 *
 * @param scanId the scan
 * @param model name of the explained model
 * @param version its version
 * @param label the explained class; {@code class} in JSON
 * @param probabilities every class of the version in its order, each in [0,1], sum 1
 * @param method by which method it was computed: {@code gradcam}
 * @param height rows of the heat map
 * @param width values a row
 * @param heatmap float32[height][width] in [0,1], multiples of 1/65535; stretched over the scan it shows where the network looked;
 *     all zero where no region speaks for the class
 */
public record ExplanationAnswer(
        String scanId,
        String model,
        String version,
        @JsonProperty("class") String label,
        Map<String, Double> probabilities,
        String method,
        int height,
        int width,
        float[][] heatmap) {

    static ExplanationAnswer of(ExplanationTarget target, HeatMap heatMap) {
        return new ExplanationAnswer(
                target.scanId(),
                target.version().model(),
                target.version().version(),
                target.label(),
                target.probabilities(),
                ExplanationTarget.METHOD,
                heatMap.height(),
                heatMap.width(),
                rows(heatMap));
    }

    private static float[][] rows(HeatMap heatMap) {
        float[][] rows = new float[heatMap.height()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(heatMap.values(), row * heatMap.width(), (row + 1) * heatMap.width());
        }
        return rows;
    }
}
