package dev.thorax.explain.diagnosis;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.events.Diagnosis;
import dev.thorax.events.EventJson;
import dev.thorax.storage.Keys;
import dev.thorax.storage.ObjectMissing;
import dev.thorax.storage.ObjectStore;

/** The latest diagnosis of every scan, in the object store. */
@ApplicationScoped
public class StoredDiagnoses {
    private final ObjectStore store;

    StoredDiagnoses(ObjectStore store) {
        this.store = store;
    }

    /** The latest diagnosis of a scan, if there is one; {@code scanId} must be a valid name. */
    public Optional<Diagnosis> find(String scanId) {
        try {
            return ReadDiagnosis.from(store.get(Keys.diagnosis(scanId)));
        } catch (ObjectMissing e) {
            return Optional.empty();
        }
    }

    /**
     * Stores a diagnosis unless a newer one of the scan is stored already.
     *
     * @return whether it was stored
     */
    boolean keep(Diagnosis diagnosis) {
        boolean older = find(diagnosis.scanId())
                .filter(stored -> stored.diagnosedAt().isAfter(diagnosis.diagnosedAt()))
                .isPresent();
        if (!older) {
            store.put(Keys.diagnosis(diagnosis.scanId()), EventJson.write(diagnosis), "application/json");
        }
        return !older;
    }
}
