package dev.thorax.training.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

/**
 * Every decision in the object store, for as long as the store keeps it: who put which version where, and why. The newest ones
 * are kept in memory, and the last one of each slot.
 */
@Singleton
public class DecisionStore {
    /** Decisions in memory, of about a kilobyte each. */
    static final int KEPT = 2000;
    /** An object may be listed this much later than others that were written after it. */
    private static final Duration LISTED_LATE = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(DecisionStore.class);

    private static final Comparator<PromotionDecision> OLDEST_FIRST =
            Comparator.comparing(PromotionDecision::decidedAt);

    private final ObjectStore store;
    /** Decisions never change, so what was read once is kept. */
    private final Map<String, PromotionDecision> known = new HashMap<>();
    /** Keys that are in the log as unreadable. */
    private final Set<String> unreadable = new HashSet<>();
    /** Time of the newest object that was listed. */
    private Instant readUntil = Instant.EPOCH;

    DecisionStore(ObjectStore store) {
        this.store = store;
    }

    /** Returns the decision about the promotion of that id, or empty if there is none yet. */
    public Optional<PromotionDecision> find(String id) {
        return read(StorageKeys.promotion(id));
    }

    /** The newest {@code most} decisions, newest first, and at most {@link #KEPT}. */
    public List<PromotionDecision> newest(int most) {
        return newestFirst().limit(most).toList();
    }

    /** Returns the newest decision that filled or emptied {@code slot}, if there is one. */
    Optional<PromotionDecision> newestOf(Slot slot) {
        return newestFirst().filter(decision -> decision.changes(slot)).findFirst();
    }

    /** Returns the promotions to {@code slot} by the decisions in memory, newest first. */
    List<ModelPromoted> promotions(Slot slot) {
        return newestFirst()
                .filter(decision -> decision.changes(slot) && decision.outcome() == Outcome.PROMOTED)
                .map(PromotionDecision::toPromoted)
                .toList();
    }

    private synchronized Stream<PromotionDecision> newestFirst() {
        Instant since = readUntil.minus(LISTED_LATE);
        Instant newest = readUntil;
        for (ObjectStore.Entry entry : store.entries(StorageKeys.promotions())) {
            if (!known.containsKey(entry.key()) && !entry.modified().isBefore(since)) {
                readable(entry.key()).ifPresent(decision -> known.put(entry.key(), decision));
            }
            newest = entry.modified().isAfter(newest) ? entry.modified() : newest;
            evict(2 * KEPT);
        }
        readUntil = newest;
        evict(KEPT);
        return known.values().stream().sorted(OLDEST_FIRST.reversed()).toList().stream();
    }

    /** Returns the decision of {@code key}, or empty if none can be read there: it must not stop all others. */
    private Optional<PromotionDecision> readable(String key) {
        String cause = "an id, an outcome or a time is missing or another one";
        try {
            Optional<PromotionDecision> decision = read(key);
            if (decision.filter(found -> !found.isOf(key)).isEmpty()) {
                return decision;
            }
        } catch (Json.UnreadableEventException e) {
            cause = e.getMessage();
        }
        if (unreadable.size() < KEPT && unreadable.add(key)) {
            LOG.warnf("A decision cannot be read and is left out key=%s cause=\"%s\"", key, cause);
        }
        return Optional.empty();
    }

    private void evict(int most) {
        if (known.size() <= most) {
            return;
        }
        Set<PromotionDecision> last = Stream.of(Slot.values())
                .flatMap(slot ->
                        known.values().stream().filter(decision -> decision.changes(slot)).max(OLDEST_FIRST).stream())
                .collect(Collectors.toSet());
        List<PromotionDecision> oldest = known.values().stream()
                .filter(decision -> !last.contains(decision))
                .sorted(OLDEST_FIRST)
                .limit(known.size() - KEPT)
                .toList();
        oldest.forEach(decision -> known.remove(StorageKeys.promotion(decision.promotionId())));
    }

    /** Keeps {@code decision}, unless another replica was faster; returns the one that is kept. */
    PromotionDecision keep(PromotionDecision decision) {
        String key = StorageKeys.promotion(decision.promotionId());
        store.putIfAbsent(key, Json.write(decision), "application/json");
        return read(key).orElseThrow();
    }

    private Optional<PromotionDecision> read(String key) {
        try {
            return Optional.of(Json.read(store.get(key), PromotionDecision.class));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }
}
