package dev.thorax.training.promotion;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

/** Every decision in the object store, for as long as the store keeps it: who put which version where, and why. */
@Singleton
public class DecisionStore {
    private final ObjectStore store;
    /** Decisions never change, so what was read once is kept. */
    private final Map<String, PromotionDecision> known = new ConcurrentHashMap<>();

    DecisionStore(ObjectStore store) {
        this.store = store;
    }

    /** Returns the decision about the promotion of that id, or empty if there is none yet. */
    public Optional<PromotionDecision> find(String id) {
        return read(StorageKeys.promotion(id));
    }

    /** The newest {@code most} decisions, newest first. */
    public List<PromotionDecision> newest(int most) {
        return newestFirst().limit(most).toList();
    }

    /** Returns the newest decision that filled or emptied {@code slot}, if there is one. */
    Optional<PromotionDecision> newestOf(Slot slot) {
        return newestFirst().filter(decision -> decision.changes(slot)).findFirst();
    }

    /** Returns the promotions to {@code slot} by all decisions, newest first. */
    List<ModelPromoted> promotions(Slot slot) {
        return newestFirst()
                .filter(decision -> decision.changes(slot) && decision.outcome() == Outcome.PROMOTED)
                .map(PromotionDecision::toPromoted)
                .toList();
    }

    private Stream<PromotionDecision> newestFirst() {
        return store.list(StorageKeys.promotions()).stream()
                .flatMap(key -> read(key).stream())
                .sorted(Comparator.comparing(PromotionDecision::decidedAt).reversed());
    }

    /** Keeps {@code decision}, unless another replica was faster; returns the one that is kept. */
    PromotionDecision keep(PromotionDecision decision) {
        String key = StorageKeys.promotion(decision.promotionId());
        store.putIfAbsent(key, Json.write(decision), "application/json");
        return read(key).orElseThrow();
    }

    private Optional<PromotionDecision> read(String key) {
        try {
            return Optional.of(
                    known.computeIfAbsent(key, unknown -> Json.read(store.get(unknown), PromotionDecision.class)));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }
}
