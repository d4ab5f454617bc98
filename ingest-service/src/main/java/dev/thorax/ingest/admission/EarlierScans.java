package dev.thorax.ingest.admission;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/** Finds out whether the record of a stored scan was sent before a time, by its place in the topic. */
@ApplicationScoped
public class EarlierScans {
    private final ObjectStore store;

    /** Reads the claims of {@code store}. */
    public EarlierScans(ObjectStore store) {
        this.store = store;
    }

    /** Returns whether a scan is not erased and its record is before {@code ends}. A claim without a topic is of an earlier release. */
    public boolean isBefore(String scanId, ScanEndOffsets ends) {
        try {
            byte[] bytes = store.get(StorageKeys.claim(scanId));
            if (ErasedScan.isErased(bytes)) {
                return false;
            }
            ScanClaim claim = Json.read(bytes, ScanClaim.class);
            return claim.scans() == null || claim.isBefore(ends);
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return false;
        }
    }
}
