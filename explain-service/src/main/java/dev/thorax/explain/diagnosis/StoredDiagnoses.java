package dev.thorax.explain.diagnosis;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.storage.ErasedScans;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Stores the latest diagnosis of every scan in the object store. */
@ApplicationScoped
public class StoredDiagnoses {
    private final ObjectStore store;
    private final ErasedScans erased;

    /** Stores diagnoses in {@code store}. */
    public StoredDiagnoses(ObjectStore store) {
        this.store = store;
        this.erased = new ErasedScans(store);
    }

    /** Returns the latest diagnosis of a scan, if there is one; {@code scanId} must be a valid name. */
    public Optional<Diagnosis> find(String scanId) {
        return archive(scanId).map(ArchivedDiagnosis::diagnosis);
    }

    /** Returns it with its place and its trace. */
    public Optional<ArchivedDiagnosis> archive(String scanId) {
        return archived(StorageKeys.diagnosis(scanId));
    }

    /**
     * Stores a diagnosis unless a later one of the scan is stored already, or the scan was erased.
     *
     * @return whether it was stored
     */
    boolean store(ArchivedDiagnosis diagnosis, Instant now) {
        String key = StorageKeys.diagnosis(diagnosis.diagnosis().scanId());
        boolean replaces =
                archived(key).map(archived -> diagnosis.replaces(archived, now)).orElse(true);
        if (replaces) {
            store.put(key, diagnosis.write(), "application/json");
        }
        // Afterwards, as the scan may be erased just now. What was written before is deleted by the erasure.
        if (erased.contains(diagnosis.diagnosis().scanId())) {
            store.delete(key);
            return false;
        }
        return replaces;
    }

    private Optional<ArchivedDiagnosis> archived(String key) {
        try {
            return ArchivedDiagnosis.read(store.get(key));
        } catch (ObjectMissingException | ObjectCorruptException e) {
            return Optional.empty();
        }
    }
}
