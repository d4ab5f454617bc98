package dev.thorax.contracts.storage;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.TrainingRequested;

/**
 * An operator's approval as training-service took it by HTTP. It proves that a record on a topic repeats what the operator ordered:
 * Kafka does not keep who sent a record, and only training-service may write this object.
 *
 * @param promotionId the promotion that it approves
 * @param slot the slot, or null if the training names none
 * @param model name of the model, or null if the slot is emptied
 * @param version its version, or null if the slot is emptied
 * @param by the name of the caller's identity
 * @param why the operator's reason
 */
public record StoredApproval(
        String promotionId,
        @Nullable String slot,
        @Nullable String model,
        @Nullable String version,
        String by,
        String why) {
    /** Returns the approval that a request for a promotion carries. */
    public static StoredApproval of(PromotionRequested request) {
        return new StoredApproval(
                request.promotionId(), request.slot(), request.model(), request.version(), request.by(), request.why());
    }

    /** Returns the approval that a request for a training carries, of the version that it trains. */
    public static StoredApproval of(TrainingRequested request) {
        return new StoredApproval(
                request.promotionId(),
                request.slot(),
                request.recipe(),
                request.trainingId(),
                request.by(),
                request.why());
    }
}
