package dev.thorax.training.validation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.worker.ValidationOrder;
import dev.thorax.contracts.worker.ValidationResult;

/**
 * End of a validation.
 *
 * @param order what was asked for
 * @param result the result, or null if it failed
 * @param failure one sentence why it failed, or null
 * @param endedAt when it ended (UTC)
 */
record ValidationOutcome(
        ValidationOrder order, @Nullable ValidationResult result, @Nullable String failure, Instant endedAt) {}
