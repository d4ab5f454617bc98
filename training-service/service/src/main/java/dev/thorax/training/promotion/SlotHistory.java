package dev.thorax.training.promotion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;

/**
 * Returns which versions were promoted to production. The newest ones come from {@code thorax.models}. Those that its compaction has
 * removed come from the decisions in the object store.
 */
@Singleton
class SlotHistory {
    private final PromotionLog log;
    private final DecisionStore decisions;

    SlotHistory(PromotionLog log, DecisionStore decisions) {
        this.log = log;
        this.decisions = decisions;
    }

    /**
     * Returns all promotions to production, newest first.
     *
     * @throws PromotionLogUnavailableException if the broker does not answer
     */
    List<ModelPromoted> newestFirst() {
        List<ModelPromoted> newestFirst = new ArrayList<>(log.history(Slot.PRODUCTION.wireName()));
        Instant oldest = newestFirst.isEmpty()
                ? Instant.MAX
                : newestFirst.get(newestFirst.size() - 1).promotedAt();
        decisions.promotions(Slot.PRODUCTION).stream()
                .filter(promoted -> oldest == null || promoted.promotedAt().isBefore(oldest))
                .forEach(newestFirst::add);
        return newestFirst;
    }
}
