package dev.thorax.ingest.admission;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectStore;

/** Marks which device sent a scan. A device reads the diagnoses of its own scans only. */
@ApplicationScoped
public class SenderMarks {
    private static final byte[] EMPTY = {};

    private final ObjectStore store;

    /** Keeps the marks in {@code store}. */
    public SenderMarks(ObjectStore store) {
        this.store = store;
    }

    /** Marks a scan with the device that is known to have sent it by Kafka, if there is one. */
    void mark(Scan scan) {
        scan.sender().ifPresent(device -> mark(scan, device));
    }

    /**
     * Marks a scan with its sender. The mark has the digest of the bytes, so that it does not count for a scan of the same id that another
     * device sent.
     *
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer
     */
    public void mark(Scan scan, String device) {
        store.put(StorageKeys.sender(scan.id(), device, scan.sha256()), EMPTY, "application/octet-stream");
    }
}
