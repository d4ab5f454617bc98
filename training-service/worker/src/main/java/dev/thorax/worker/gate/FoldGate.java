package dev.thorax.worker.gate;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Gate;

/**
 * The gate of a network, and what it does to the held-out scans of its split.
 *
 * @param gate the gate
 * @param test why each test scan has no class, in their order; null for one that has a class
 */
public record FoldGate(Gate gate, List<@Nullable UndeterminedReason> test) {
    /** Creates a gate that all test scans pass. */
    public static FoldGate none(String why, int tests) {
        return new FoldGate(Gate.none(why), Arrays.asList(new UndeterminedReason[tests]));
    }
}
