package dev.thorax.inference.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredPromotion;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Reads the earlier promotions to production from the decisions in the object store, which compaction does not remove. */
@Singleton
class EarlierPromotions {
    private static final Logger LOG = Logger.getLogger(EarlierPromotions.class);

    private final ObjectStore store;

    EarlierPromotions(ObjectStore store) {
        this.store = store;
    }

    /** Returns those before {@code time}, or all if there is none, newest first. */
    List<ModelPromoted> before(@Nullable Instant time) {
        return store.list(StorageKeys.promotions()).stream()
                .flatMap(key -> read(key).stream())
                .filter(decision -> decision.fills(Slot.PRODUCTION))
                .filter(decision -> time == null || decision.decidedAt().isBefore(time))
                .sorted(Comparator.comparing(StoredPromotion::decidedAt).reversed())
                .map(StoredPromotion::toPromoted)
                .toList();
    }

    private Optional<StoredPromotion> read(String key) {
        try {
            return Optional.of(Json.read(store.get(key), StoredPromotion.class));
        } catch (ObjectMissingException | Json.UnreadableEventException e) {
            LOG.warnf("A decision about a promotion cannot be read key=%s cause=\"%s\"", key, e.getMessage());
            return Optional.empty();
        }
    }
}
