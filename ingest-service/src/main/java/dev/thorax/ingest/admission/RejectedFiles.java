package dev.thorax.ingest.admission;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectStore;

/** Keeps the files of rejected scans until they expire. The same bytes are one object, however often they come. */
@ApplicationScoped
public class RejectedFiles {
    private static final String ANY = "application/octet-stream";

    private final ObjectStore store;

    /** Keeps the files in {@code store}. */
    public RejectedFiles(ObjectStore store) {
        this.store = store;
    }

    /**
     * Keeps the file of a scan, whose time to expire begins anew if it was kept before.
     *
     * @return its key; empty if the scan has no bytes
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer; the scan must come again
     */
    Optional<String> keep(Scan scan) {
        if (scan.bytes().length == 0) {
            return Optional.empty();
        }
        String key = StorageKeys.rejected(scan.sha256());
        store.put(key, scan.bytes(), ANY);
        return Optional.of(key);
    }
}
