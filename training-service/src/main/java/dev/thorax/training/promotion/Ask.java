package dev.thorax.training.promotion;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.thorax.events.ModelPromoted;
import dev.thorax.events.PromotionRequested;
import dev.thorax.storage.Keys;

/**
 * What is asked of a slot, with every field checked.
 *
 * @param id the request's id
 * @param slot {@code production} or {@code candidate}
 * @param model name of the model, or null together with {@code version} to empty the slot
 * @param version its version
 * @param word an operator's explicit word, or null
 */
public record Ask(
        String id, String slot, @Nullable String model, @Nullable String version, @Nullable OperatorsWord word) {
    private static final Set<String> SLOTS = Set.of(ModelPromoted.PRODUCTION, ModelPromoted.CANDIDATE);

    /**
     * Checks every field of {@code request}.
     *
     * @throws CannotPromote with a sentence about the first that is wrong
     */
    public static Ask of(PromotionRequested request) {
        if (!Keys.isName(request.promotionId())) {
            throw new CannotPromote("A promotionId must be 1 to 128 letters, digits, dots, underscores and dashes.");
        }
        if (!isSlot(request.slot())) {
            throw new CannotPromote("The slot must be production or candidate.");
        }
        boolean empties = request.model() == null && request.version() == null;
        if (empties && !ModelPromoted.CANDIDATE.equals(request.slot())) {
            throw new CannotPromote("Production is never emptied; name the model and version that shall serve.");
        }
        if (!empties && (!Keys.isName(request.model()) || !Keys.isName(request.version()))) {
            throw new CannotPromote("Name both model and version, each 1 to 128 letters, digits, dots, underscores and "
                    + "dashes, or neither to empty the slot candidate.");
        }
        OperatorsWord word = OperatorsWord.of(request.by(), request.why());
        if (empties && word == null) {
            throw new CannotPromote(
                    "To empty the slot candidate say by (who) and why; to fill it name model and version.");
        }
        return new Ask(request.promotionId(), request.slot(), request.model(), request.version(), word);
    }

    static boolean isSlot(@Nullable String slot) {
        return slot != null && SLOTS.contains(slot);
    }

    boolean empties() {
        return model == null;
    }
}
