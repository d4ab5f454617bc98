package dev.thorax.runtime.storage;

import dev.thorax.contracts.storage.ErasedScan;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Finds erased scans by their claims. An erasure writes the claim before it deletes anything. So a service that writes an
 * object of a scan and asks afterwards never leaves one behind.
 */
public final class ErasedScans {
    private final ObjectStore store;

    /** Reads the claims of {@code store}. */
    public ErasedScans(ObjectStore store) {
        this.store = store;
    }

    /**
     * Returns whether a scan was erased.
     *
     * @param scanId a valid name
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    public boolean contains(String scanId) {
        try {
            return ErasedScan.isErased(store.get(StorageKeys.claim(scanId)));
        } catch (ObjectMissingException | ObjectCorruptException e) {
            return false;
        }
    }
}
