package dev.thorax.worker.fitting;

import java.util.Arrays;
import java.util.List;

import dev.thorax.evaluation.Predictions;
import dev.thorax.evaluation.Temperature;

/**
 * Scans with what was predicted for them.
 *
 * @param scans int[N], indices of scans of a data set
 * @param predictions for each of them, in their order
 */
public record ScoredScans(int[] scans, Predictions predictions) {
    /** Throws {@link IllegalArgumentException} if a scan lacks a prediction. */
    public ScoredScans {
        if (scans.length != predictions.truth().length) {
            throw new IllegalArgumentException("Every scan needs a prediction.");
        }
    }

    /** Concatenates scored scans. */
    public static ScoredScans join(List<ScoredScans> parts) {
        return new ScoredScans(
                parts.stream().flatMapToInt(part -> Arrays.stream(part.scans)).toArray(),
                Predictions.join(parts.stream().map(ScoredScans::predictions).toList()));
    }

    /** Returns the same scans with calibrated predictions. */
    public ScoredScans scaled(Temperature temperature) {
        return new ScoredScans(scans, temperature.apply(predictions));
    }
}
