package dev.thorax.explain.diagnosis;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Stores the latest diagnosis of every scan in the object store. */
@ApplicationScoped
public class StoredDiagnoses {
    private final ObjectStore store;

    /** Stores diagnoses in {@code store}. */
    public StoredDiagnoses(ObjectStore store) {
        this.store = store;
    }

    /** Returns the latest diagnosis of a scan, if there is one; {@code scanId} must be a valid name. */
    public Optional<Diagnosis> find(String scanId) {
        try {
            return DiagnosisParser.parse(store.get(StorageKeys.diagnosis(scanId)));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /**
     * Stores a diagnosis unless a newer one of the scan is stored already.
     *
     * @return whether it was stored
     */
    boolean store(Diagnosis diagnosis) {
        boolean older = find(diagnosis.scanId())
                .filter(stored -> stored.diagnosedAt().isAfter(diagnosis.diagnosedAt()))
                .isPresent();
        if (!older) {
            store.put(StorageKeys.diagnosis(diagnosis.scanId()), Json.write(diagnosis), "application/json");
        }
        return !older;
    }
}
