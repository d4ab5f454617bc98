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
import dev.thorax.imaging.heatmap.HeatMap;
import dev.thorax.imaging.heatmap.HeatMapPng;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Keeps computed heat maps and probabilities in the object store. */
@ApplicationScoped
class HeatMapCache {
    private static final Logger LOG = Logger.getLogger(HeatMapCache.class);

    private final ObjectStore store;

    HeatMapCache(ObjectStore store) {
        this.store = store;
    }

    /** Returns every class with its probability, in the version's order, if they are cached. */
    Optional<Map<String, Double>> probabilities(String scanId, ModelVersion version) {
        return read(probabilitiesKey(scanId, version), json -> Json.read(json, Probabilities.class))
                .map(Collections::unmodifiableMap);
    }

    /** Caches the probabilities of a scan. */
    void put(String scanId, ModelVersion version, Map<String, Double> probabilities) {
        store.put(probabilitiesKey(scanId, version), Json.write(probabilities), "application/json");
    }

    /** Returns the heat map, each value rounded to 1/65535, if it is cached. */
    Optional<HeatMap> heatMap(ExplanationTarget target) {
        return read(target.key(), HeatMapPng::read);
    }

    /** Caches a heat map. */
    void put(ExplanationTarget target, HeatMap heatMap) {
        byte[] png = HeatMapPng.write(heatMap.values(), heatMap.height(), heatMap.width());
        store.put(target.key(), png, "image/png");
    }

    /** Deletes what is cached of a version for a scan. */
    void delete(String scanId, ModelVersion version) {
        store.list(StorageKeys.explanations(scanId, version.model(), version.version()))
                .forEach(store::delete);
    }

    /** Returns a cached object; empty if it is missing, or unreadable and must be computed again. */
    private <T> Optional<T> read(String key, Function<byte[], T> format) {
        try {
            return Optional.ofNullable(format.apply(store.get(key)));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (Json.UnreadableEventException | IllegalArgumentException | ObjectCorruptException e) {
            LOG.warnf(
                    "A cached explanation is unreadable and is computed again key=%s cause=\"%s\"",
                    key, e.getMessage());
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
