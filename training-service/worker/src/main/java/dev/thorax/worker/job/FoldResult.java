package dev.thorax.worker.job;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.ConformalSets;
import dev.thorax.evaluation.Fold;
import dev.thorax.worker.audit.SourceRecognition;
import dev.thorax.worker.fitting.EpochReport;
import dev.thorax.worker.fitting.ScoredScans;
import dev.thorax.worker.gate.FoldGate;

/**
 * The result of training on one split.
 *
 * @param fold the predictions for the test scans, and the temperature
 * @param history each epoch; empty if a classifier was fitted at once
 * @param others what the network, or one like it, says about scans outside the test part that it did not learn from; null if it is not
 *     known
 * @param sources how well the source of a training scan is told from the features that the classifier reads; null if there is none, or
 *     nothing to tell apart
 * @param files the network, or null if it cannot be written as ONNX
 * @param gate the gate of the network, and what it does to the test scans
 * @param conformal its class sets, or null if the recipe asks for none
 */
public record FoldResult(
        Fold fold,
        List<EpochReport> history,
        @Nullable ScoredScans others,
        @Nullable SourceRecognition sources,
        ModelFiles files,
        FoldGate gate,
        @Nullable ConformalSets conformal) {
    /** Copies the history. */
    public FoldResult {
        history = List.copyOf(history);
    }
}
