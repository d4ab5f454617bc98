package dev.thorax.explain.heatmap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.ModelVersion;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.HeatMap;
import dev.thorax.imaging.HeatMapPng;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Heat maps and probabilities that were computed before, in the object store. */
@ApplicationScoped
class HeatMapCache {
    private static final Logger LOG = Logger.getLogger(HeatMapCache.class);

    private final ObjectStore store;

    HeatMapCache(ObjectStore store) {
        this.store = store;
    }

    /** Every class with its probability, in the version's order, if it was kept. */
    Optional<Map<String, Double>> probabilities(String scanId, ModelVersion version) {
        return read(probabilitiesKey(scanId, version), json -> Json.read(json, Probabilities.class))
                .map(Collections::unmodifiableMap);
    }

    void keep(String scanId, ModelVersion version, Map<String, Double> probabilities) {
        store.put(probabilitiesKey(scanId, version), Json.write(probabilities), "application/json");
    }

    /** The heat map, each value rounded to 1/65535, if it was kept. */
    Optional<HeatMap> heatmap(ExplanationTarget subject) {
        return read(subject.key(), HeatMapPng::read);
    }

    void keep(ExplanationTarget subject, HeatMap heatmap) {
        byte[] png = HeatMapPng.write(heatmap.values(), heatmap.height(), heatmap.width());
        store.put(subject.key(), png, "image/png");
    }

    /** What is kept; something unreadable is as good as nothing, for it can be computed again. */
    private <T> Optional<T> read(String key, Function<byte[], T> form) {
        try {
            return Optional.ofNullable(form.apply(store.get(key)));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (Json.UnreadableEvent | IllegalArgumentException e) {
            LOG.warnf("A kept explanation is unreadable and made again key=%s", key);
            return Optional.empty();
        }
    }

    private static String probabilitiesKey(String scanId, ModelVersion version) {
        return StorageKeys.probabilities(scanId, version.model(), version.version());
    }

    /** Probabilities as JSON holds them, in its order. */
    static final class Probabilities extends LinkedHashMap<String, Double> {
        private static final long serialVersionUID = 1;
    }
}
