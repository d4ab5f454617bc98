package dev.thorax.training;

import dev.thorax.events.TrainingProgress;
import dev.thorax.training.promotion.PromotionDecision;

/**
 * How a training ended.
 *
 * @param progress its last event, {@code DONE} or {@code FAILED}
 * @param decision whether the version serves in the requested slot, or null where none was requested
 */
public record Outcome(TrainingProgress progress, PromotionDecision decision) {}
