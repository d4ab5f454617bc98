package dev.thorax.explain.diagnosis;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.access.Role;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.runtime.access.Caller;
import dev.thorax.storage.ObjectStore;

/** Decides which scans a caller may see: a device those that it sent by HTTP or on its own topic, everybody else all. */
@ApplicationScoped
public class OwnScans {
    private final ObjectStore store;

    /** Reads the marks of senders in {@code store}. */
    public OwnScans(ObjectStore store) {
        this.store = store;
    }

    /** Returns whether the caller may see a scan. A device must have sent the very bytes of the scan. */
    boolean isVisible(String scanId, Caller caller) {
        if (caller.is(Role.CLINICIAN) || caller.is(Role.OPERATOR)) {
            return true;
        }
        if (!StorageKeys.isName(caller.name())) {
            return false;
        }
        String marks = StorageKeys.senders(scanId, caller.name());
        return store.list(marks).stream()
                .map(mark -> mark.substring(marks.length()))
                .anyMatch(sha256 -> store.exists(StorageKeys.contentScan(sha256, scanId)));
    }
}
