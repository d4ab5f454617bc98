package dev.thorax.contracts.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Someone no longer wants a training. One that waits or runs ends as {@code CANCELLED}; one that has ended stays as it is.
 *
 * @param trainingId the training
 * @param by who, for the record; no patient identifier
 * @param why the reason, or null
 * @param at when (UTC)
 */
public record TrainingCancelled(String trainingId, String by, @Nullable String why, Instant at) {}
