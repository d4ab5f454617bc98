package dev.thorax.worker.fitting;

import java.util.List;

import dev.thorax.network.weights.Weights;

/**
 * The state that a fitting needs to continue as if it had never stopped. What the rules of its recipe (stopping, best epoch) have
 * seen is in the history, from which they are told again.
 *
 * @param history the epochs so far, in order
 * @param weights the network after the last of them
 * @param best the weights to end with as far as is known, the same object as {@code weights} where they are those, or null
 *     where the recipe ends with the last
 * @param optimiser the engine's {@link dev.thorax.network.engine.EngineNetwork#optimizerState}
 */
public record Snapshot(List<EpochReport> history, Weights weights, Weights best, byte[] optimiser) {
    public Snapshot {
        history = List.copyOf(history);
    }
}
