package dev.thorax.worker.gate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.UndeterminedReason;
import dev.thorax.contracts.model.Gate;

/**
 * A gate that was fitted to training scans.
 *
 * @param distances what the graph measures
 * @param limits what a scan must keep
 * @param calibration why each calibration scan has no class, in their order; null for one that has a class
 */
public record FittedGate(Distances distances, Gate.Limits limits, List<@Nullable UndeterminedReason> calibration) {}
