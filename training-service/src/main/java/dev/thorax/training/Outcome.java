package dev.thorax.training;

import dev.thorax.events.ModelPromoted;
import dev.thorax.events.TrainingProgress;

/**
 * How a training ended.
 *
 * @param progress its last event, {@code DONE} or {@code FAILED}
 * @param promoted the version that now serves in the requested slot, or null for none
 */
public record Outcome(TrainingProgress progress, ModelPromoted promoted) {}
