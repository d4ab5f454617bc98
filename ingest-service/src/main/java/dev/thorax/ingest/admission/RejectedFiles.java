package dev.thorax.ingest.admission;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.storage.Pseudonym;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectStore;

/**
 * Keeps the files of rejected scans until they expire. The same bytes are one object, however often they come. If a scan names its
 * patient, a pointer from the patient leads to the file, so that it is listed and erased with the patient.
 */
@ApplicationScoped
public class RejectedFiles {
    private static final String ANY = "application/octet-stream";

    private final ObjectStore store;
    private final Pseudonyms pseudonyms;
    private final PseudonymKeyCheck check;

    /** Keeps the files in {@code store}. */
    public RejectedFiles(ObjectStore store, Pseudonyms pseudonyms, PseudonymKeyCheck check) {
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.check = check;
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
        if (scan.patient() != null) {
            check.require();
            String patient = Pseudonym.withKeyId(pseudonyms.of(scan.patient()));
            // First the pointer, so that no file of a patient is without one.
            store.put(StorageKeys.rejectedOfPatient(patient, scan.sha256()), new byte[0], ANY);
        }
        String key = StorageKeys.rejected(scan.sha256());
        store.put(key, scan.bytes(), ANY);
        return Optional.of(key);
    }
}
