package dev.thorax.training.promotion;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.OperatorApproval;
import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.storage.StorageKeys;

/**
 * Request to fill or empty a slot, with every field checked.
 *
 * @param id the request's id
 * @param slot {@code production} or {@code candidate}
 * @param model name of the model, or null together with {@code version} to empty the slot
 * @param version its version
 * @param word an operator's explicit word, or null
 */
public record PromotionCommand(
        String id, String slot, @Nullable String model, @Nullable String version, @Nullable OperatorApproval word) {
    /**
     * Checks every field of {@code request}.
     *
     * @throws PromotionException with a sentence about the first that is wrong
     */
    public static PromotionCommand of(PromotionRequested request) {
        if (!StorageKeys.isName(request.promotionId())) {
            throw new PromotionException("A promotionId must be " + StorageKeys.NAME_RULE + ".");
        }
        if (!isSlot(request.slot())) {
            throw new PromotionException("The slot must be production or candidate.");
        }
        boolean empties = request.model() == null && request.version() == null;
        if (empties && !Slot.CANDIDATE.isNamed(request.slot())) {
            throw new PromotionException("Production is never emptied; name the model and version that shall serve.");
        }
        if (!empties && (!StorageKeys.isName(request.model()) || !StorageKeys.isName(request.version()))) {
            throw new PromotionException("Name both model and version, each " + StorageKeys.NAME_RULE
                    + ", or neither to empty the slot candidate.");
        }
        OperatorApproval word = OperatorApproval.of(request.by(), request.why());
        if (empties && word == null) {
            throw new PromotionException(
                    "To empty the slot candidate say by (who) and why; to fill it name model and version.");
        }
        return new PromotionCommand(request.promotionId(), request.slot(), request.model(), request.version(), word);
    }

    static boolean isSlot(@Nullable String slot) {
        return Slot.of(slot).isPresent();
    }

    boolean empties() {
        return model == null;
    }
}
