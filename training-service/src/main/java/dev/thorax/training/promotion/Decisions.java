package dev.thorax.training.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import dev.thorax.events.EventJson;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.storage.ObjectStore;

/** Every decision in the object store, for as long as the store keeps it: who put which version where, and why. */
@Singleton
public class Decisions {
    private final ObjectStore store;
    /** Decisions never change, so what was read once is kept. */
    private final Map<String, PromotionDecision> known = new ConcurrentHashMap<>();

    Decisions(ObjectStore store) {
        this.store = store;
    }

    /** What was decided about the promotion of that id, or empty if nothing was yet. */
    public Optional<PromotionDecision> find(String id) {
        return read(Keys.promotion(id));
    }

    /** The newest {@code most} decisions, newest first. */
    public List<PromotionDecision> newest(int most) {
        return store.list(Keys.promotions()).stream()
                .flatMap(key -> read(key).stream())
                .sorted(Comparator.comparing(PromotionDecision::decidedAt).reversed())
                .limit(most)
                .toList();
    }

    /** Keeps {@code decision}, unless another replica was faster; returns the one that is kept. */
    PromotionDecision keep(PromotionDecision decision) {
        String key = Keys.promotion(decision.promotionId());
        store.putIfAbsent(key, EventJson.write(decision), "application/json");
        return read(key).orElseThrow();
    }

    private Optional<PromotionDecision> read(String key) {
        try {
            return Optional.of(
                    known.computeIfAbsent(key, unknown -> EventJson.read(store.get(unknown), PromotionDecision.class)));
        } catch (ObjectMissing e) {
            return Optional.empty();
        }
    }
}
