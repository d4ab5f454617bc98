package dev.thorax.worker.job;

import java.util.List;

import dev.thorax.evaluation.Fold;
import dev.thorax.worker.fitting.EpochReport;

/**
 * What training on one split gave.
 *
 * @param fold what the network says about the test scans, and its temperature
 * @param history each epoch; empty where a classifier was fitted at once
 * @param files the network, or null where it cannot be written as ONNX
 */
public record FoldResult(Fold fold, List<EpochReport> history, ModelFiles files) {
    /** Copies the history. */
    public FoldResult {
        history = List.copyOf(history);
    }
}
