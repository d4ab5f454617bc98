package dev.thorax.onnx;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.storage.StoredPromotion;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Reads earlier promotions from the decisions in the object store, which compaction does not remove. */
public final class PromotionDecisions {
    private static final Logger LOG = Logger.getLogger(PromotionDecisions.class);

    private final ObjectStore store;

    /** Reads the decisions of {@code store}. */
    public PromotionDecisions(ObjectStore store) {
        this.store = store;
    }

    /** Returns the promotions to production before {@code time}, or all if there is none, newest first. */
    public List<ModelPromoted> toProductionBefore(@Nullable Instant time) {
        return newestFirst()
                .filter(decision -> decision.fills(Slot.PRODUCTION))
                .filter(decision -> time == null || decision.decidedAt().isBefore(time))
                .map(StoredPromotion::toPromoted)
                .toList();
    }

    /** Returns the newest promotion of a version to any slot, if it was ever promoted. */
    public Optional<ModelPromoted> newestOf(String model, String version) {
        return newestFirst()
                .filter(decision -> model.equals(decision.model()) && version.equals(decision.version()))
                .map(StoredPromotion::toPromoted)
                .findFirst();
    }

    private Stream<StoredPromotion> newestFirst() {
        return store.list(StorageKeys.promotions()).stream()
                .flatMap(key -> read(key).stream())
                .filter(decision -> Stream.of(Slot.values()).anyMatch(decision::fills))
                .sorted(Comparator.comparing(StoredPromotion::decidedAt).reversed());
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
