package dev.thorax.worker.segmentation;

import java.util.List;

import dev.thorax.evaluation.MaskEvaluation;
import dev.thorax.worker.fitting.EpochReport;

/**
 * The result of training a lung finder on one split.
 *
 * @param evaluation the scores on the test scans
 * @param history each epoch
 * @param lungs {@code lungs.onnx}
 */
public record SegmentationResult(MaskEvaluation evaluation, List<EpochReport> history, byte[] lungs) {
    /** Copies the history. */
    public SegmentationResult {
        history = List.copyOf(history);
    }
}
