package dev.thorax.training.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.worker.ComparisonOrder;
import dev.thorax.contracts.worker.ComparisonResult;
import dev.thorax.contracts.worker.JobKeys;
import dev.thorax.contracts.worker.JobOrder;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.config.PromotionConfig;
import dev.thorax.training.run.OpenOrders;

/** Comparisons that promotions need: orders for workers, and what they gave. */
@Singleton
class Comparisons {
    /** Promotions of which one is hoped to run. */
    private static final int MOST = 50;

    private final ObjectStore store;
    private final OpenOrders orders;
    private final int minPatients;
    private final Clock clock;

    @Inject
    Comparisons(ObjectStore store, OpenOrders orders, PromotionConfig config, Clock clock) {
        this(store, orders, config.minPatients(), clock);
    }

    Comparisons(ObjectStore store, OpenOrders orders, int minPatients, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.minPatients = Math.max(1, minPatients);
        this.clock = clock;
    }

    /**
     * Returns what the comparison for {@code request} gave; empty as long as it runs.
     *
     * @param newestFirst the promotions to production; if others were newest, the comparison is made again
     */
    Optional<ComparisonResult> result(PromotionRequested request, List<ModelPromoted> newestFirst) {
        JobOrder order = JobOrder.of(
                new ComparisonOrder(request, newestFirst.stream().limit(MOST).toList(), minPatients), clock.instant());
        Optional<ComparisonResult> result = outcome(order.keys());
        if (result.isEmpty()) {
            orders.add(order);
        }
        return result;
    }

    /** Returns what the comparison {@code job} gave, if it has ended. */
    Optional<ComparisonResult> outcome(JobKeys job) {
        try {
            return Optional.of(Json.read(store.get(job.outcome()), ComparisonResult.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /** Records what the comparison {@code job} gave. */
    void keep(JobKeys job, ComparisonResult result) {
        store.put(job.outcome(), Json.write(result), "application/json");
    }

    /** Deletes what comparisons for the promotion gave; it is decided. */
    void delete(String promotionId) {
        store.list(JobKeys.comparisons(promotionId)).forEach(store::delete);
    }
}
