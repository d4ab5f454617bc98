package dev.thorax.contracts.worker;

import java.util.List;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.Sha256;

/**
 * Order to compare a version with the one that serves in production.
 *
 * @param request the promotion that asks for it
 * @param promoted the promotions to production, newest first; the newest that can run is the one to beat
 * @param minPatients patients of each class that a comparison needs; at least 1
 */
public record ComparisonOrder(PromotionRequested request, List<ModelPromoted> promoted, int minPatients) {
    private static final int LENGTH = 16;

    /** Copies the list. */
    public ComparisonOrder {
        promoted = List.copyOf(promoted);
    }

    /** Returns a name of the newest promotion, 16 hex digits: a comparison counts only while that one is the newest. */
    public String against() {
        return Sha256.of(Json.write(promoted.get(0))).substring(0, LENGTH);
    }
}
