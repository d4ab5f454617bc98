package dev.thorax.training.promotion;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;

/**
 * Returns which versions were promoted to production, from {@code thorax.models}. Those that its compaction has removed, or that
 * it does not show yet, come from the decisions in the object store.
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
        List<ModelPromoted> told = log.history(Slot.PRODUCTION.wireName());
        List<ModelPromoted> decided = decisions.promotions(Slot.PRODUCTION);
        if (told.isEmpty()) {
            return decided;
        }
        Instant newest = told.get(0).promotedAt();
        Instant oldest = told.get(told.size() - 1).promotedAt();
        return Stream.of(
                        // The log may show a promotion a moment later than its decision.
                        decided.stream()
                                .filter(promoted -> newest != null
                                        && promoted.promotedAt().isAfter(newest)
                                        && !told.contains(promoted)),
                        told.stream(),
                        decided.stream()
                                .filter(promoted ->
                                        oldest == null || promoted.promotedAt().isBefore(oldest)))
                .flatMap(promotions -> promotions)
                .toList();
    }
}
