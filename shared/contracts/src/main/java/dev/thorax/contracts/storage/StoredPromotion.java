package dev.thorax.contracts.storage;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.Slot;

/**
 * Decision about a promotion as other services than training read it from the object store. The fields are those of its event.
 *
 * @param promotionId id of its request
 * @param outcome {@code PROMOTED}, {@code DECLINED} or {@code EMPTIED}
 * @param decidedAt when (UTC)
 */
public record StoredPromotion(
        String promotionId,
        String outcome,
        @Nullable String slot,
        @Nullable String model,
        @Nullable String version,
        @Nullable String digest,
        @Nullable String by,
        @Nullable String why,
        @Nullable Basis basis,
        @Nullable String reason,
        @Nullable Instant decidedAt) {
    private static final String PROMOTED = "PROMOTED";

    /** Returns whether this put a version into {@code filled}. */
    public boolean fills(Slot filled) {
        return PROMOTED.equals(outcome) && filled.isNamed(slot) && decidedAt != null;
    }

    /** Returns the event that it was announced with. */
    public ModelPromoted toPromoted() {
        String requested = "promotion " + promotionId;
        return new ModelPromoted(
                slot, model, version, digest, by == null ? requested : by, basis, by == null ? reason : why, decidedAt);
    }
}
