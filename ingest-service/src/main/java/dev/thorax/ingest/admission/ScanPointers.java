package dev.thorax.ingest.admission;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ContentScan;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.PatientScan;
import dev.thorax.contracts.storage.Pseudonym;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Writes the pointers to scans: of a patient, and, for scans of earlier releases, of a content. */
@ApplicationScoped
public class ScanPointers {
    private static final String JSON = "application/json";

    private final ObjectStore store;

    /** Writes the pointers to {@code store}. */
    public ScanPointers(ObjectStore store) {
        this.store = store;
    }

    /** Writes the pointer from a patient to a scan. Does nothing without a patient. */
    void ofPatient(@Nullable String patient, String scanId, String sha256) {
        if (patient != null) {
            store.put(
                    StorageKeys.patientScan(Pseudonym.withKeyId(patient), scanId),
                    Json.write(new PatientScan(scanId, sha256)),
                    JSON);
        }
    }

    /**
     * Writes the pointers of a scan that has none. A diagnosed scan of an earlier release counts as published to the topic of
     * {@code topics}. One without a diagnosis was not published before {@code time}, because it would have a pointer, and its
     * claim is dated so.
     *
     * @return whether a pointer was missing
     */
    public boolean makeUp(String scanId, ScanTopics topics, Instant time) {
        ScanClaim claim;
        try {
            byte[] bytes = store.get(StorageKeys.claim(scanId));
            if (ErasedScan.isErased(bytes)) {
                return false;
            }
            claim = Json.read(bytes, ScanClaim.class);
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return false;
        }
        if (claim.claimedAt() == null) {
            store.put(StorageKeys.claim(scanId), Json.write(claim.dated(topics, time)), JSON);
        }
        // Also of a scan whose pointer from the content is there, as that comes from its event.
        ofPatient(claim.patient(), scanId, claim.sha256());
        String key = StorageKeys.contentScan(claim.sha256(), scanId);
        if (store.exists(key)) {
            return false;
        }
        boolean published = claim.scans() == null && store.exists(StorageKeys.diagnosis(scanId));
        ContentScan pointer = new ContentScan(scanId, claim.patient(), published ? topics.stored() : null);
        return store.putIfAbsent(key, Json.write(pointer), JSON);
    }
}
