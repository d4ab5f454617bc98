package dev.thorax.ingest.upload;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.thorax.access.Role;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.runtime.access.Caller;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailableException;

/** Marks which device sent a scan by HTTP. A device reads the diagnoses of its own scans only. */
@ApplicationScoped
public class SenderMarks {
    private static final Logger LOG = Logger.getLogger(SenderMarks.class);
    private static final byte[] EMPTY = {};

    private final ObjectStore store;

    SenderMarks(ObjectStore store) {
        this.store = store;
    }

    /**
     * Marks a scan with its sender if that is a device. The mark has the digest of the bytes, so that it does not count for a
     * scan of the same id that another device sent. Without the store there is no mark.
     */
    void mark(Scan scan, Caller caller) {
        if (!caller.is(Role.DEVICE) || !StorageKeys.isName(caller.name())) {
            return;
        }
        try {
            store.put(StorageKeys.sender(scan.id(), caller.name(), scan.sha256()), EMPTY, "application/octet-stream");
        } catch (StoreUnavailableException e) {
            LOG.warnf(
                    "Accepted an uploaded scan without a mark of its sender, who cannot read its diagnosis scanId=%s cause=\"%s\"",
                    scan.id(), e.getMessage());
        }
    }
}
