package dev.thorax.training.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.model.Manifest;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** The versions in the object store. Each method throws {@link dev.thorax.storage.StoreUnavailableException} if it does not answer. */
@Singleton
public class ModelCatalog {
    private static final Logger LOG = Logger.getLogger(ModelCatalog.class);

    private final ObjectStore store;
    /** Manifests never change, so what was read once is kept. */
    private final Map<String, Manifest> manifests = new ConcurrentHashMap<>();

    ModelCatalog(ObjectStore store) {
        this.store = store;
    }

    /** The names of all whole versions, by the name of their model, both sorted. */
    public Map<String, TreeSet<String>> versions() {
        return versions(StorageKeys.models());
    }

    /** The manifests of a model's versions; one that cannot be read is left out. */
    public List<Manifest> manifests(String model) {
        return versions(StorageKeys.model(model)).getOrDefault(model, new TreeSet<>()).stream()
                .flatMap(version -> manifest(model, version).stream())
                .toList();
    }

    /** The manifest of a version; empty if there is none, or none that can be read. */
    public Optional<Manifest> manifest(String model, String version) {
        String key = StorageKeys.bundleFile(model, version, Manifest.MANIFEST);
        try {
            return Optional.of(
                    manifests.computeIfAbsent(key, unknown -> Json.read(store.get(unknown), Manifest.class)));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (Json.UnreadableEventException e) {
            LOG.warnf("A manifest cannot be read key=%s cause=\"%s\"", key, e.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, TreeSet<String>> versions(String prefix) {
        Map<String, TreeSet<String>> versions = new TreeMap<>();
        for (String key : store.list(prefix)) {
            String[] parts = key.split("/");
            if (parts.length == 4 && Manifest.MANIFEST.equals(parts[3])) {
                versions.computeIfAbsent(parts[1], model -> new TreeSet<>()).add(parts[2]);
            }
        }
        return versions;
    }
}
