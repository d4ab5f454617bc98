package dev.thorax.worker.job;

import java.util.List;

import dev.thorax.evaluation.Fold;
import dev.thorax.worker.fitting.EpochReport;

/**
 * The result of training on one split.
 *
 * @param fold the predictions for the test scans, and the temperature
 * @param history each epoch; empty if a classifier was fitted at once
 * @param files the network, or null if it cannot be written as ONNX
 */
public record FoldResult(Fold fold, List<EpochReport> history, ModelFiles files) {
    /** Copies the history. */
    public FoldResult {
        history = List.copyOf(history);
    }
}
