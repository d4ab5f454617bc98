package dev.thorax.training.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** Summaries in memory, of about a kilobyte each. */
    private static final int KEPT = 2000;

    private final ObjectStore store;
    /** Manifests never change, so what was read is kept, the one used last for longest. */
    private final Map<String, ManifestSummary> summaries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ManifestSummary> eldest) {
            return size() > KEPT;
        }
    };

    ModelCatalog(ObjectStore store) {
        this.store = store;
    }

    /** The names of all whole versions, by the name of their model, both sorted. */
    public Map<String, TreeSet<String>> versions() {
        return versions(StorageKeys.models());
    }

    /** Returns the summaries of a model's versions. One that cannot be read is left out. */
    public List<ManifestSummary> summaries(String model) {
        return versions(StorageKeys.model(model)).getOrDefault(model, new TreeSet<>()).stream()
                .flatMap(version -> summary(model, version).stream())
                .toList();
    }

    /** Returns the summary of a version. Empty if there is none, or none that can be read. */
    public Optional<ManifestSummary> summary(String model, String version) {
        String key = StorageKeys.bundleFile(model, version, Manifest.MANIFEST);
        synchronized (summaries) {
            ManifestSummary known = summaries.get(key);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<ManifestSummary> read = read(key, ManifestSummary.class);
        read.ifPresent(summary -> {
            synchronized (summaries) {
                summaries.put(key, summary);
            }
        });
        return read;
    }

    /** Returns the manifest of a version, which is read each time. Empty if there is none, or none that can be read. */
    public Optional<Manifest> manifest(String model, String version) {
        return read(StorageKeys.bundleFile(model, version, Manifest.MANIFEST), Manifest.class);
    }

    private <T> Optional<T> read(String key, Class<T> type) {
        try {
            // What is cut off is no JSON.
            byte[] json = store.read(key, bytes -> bytes.readNBytes(Manifest.MAX_BYTES));
            return Optional.of(Json.read(json, type));
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
