package dev.thorax.ingest.patient;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.PatientScan;
import dev.thorax.contracts.storage.Pseudonym;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.storage.ObjectCorruptException;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/** Reads and deletes the pointers from a patient to the scans, and to the files of rejected scans. */
@ApplicationScoped
class PatientPointers {
    private final ObjectStore store;

    PatientPointers(ObjectStore store) {
        this.store = store;
    }

    /**
     * Returns the scans of a patient in the order of their ids.
     *
     * @param after the scan before the first one; empty for the first page
     */
    List<String> page(String pseudonym, String after, int limit) {
        String prefix = StorageKeys.patientScans(Pseudonym.withKeyId(pseudonym));
        String last = after.isEmpty() ? "" : prefix + after;
        return store.page(prefix, last, limit).stream()
                .map(Entry::key)
                .map(key -> key.substring(prefix.length()))
                .filter(StorageKeys::isName)
                .toList();
    }

    /** Returns SHA-256 of the original of a scan, or null if its pointer cannot be read. */
    @Nullable
    String sha256(String pseudonym, String scanId) {
        try {
            return Json.read(store.get(key(pseudonym, scanId)), PatientScan.class)
                    .sha256();
        } catch (ObjectMissingException | ObjectCorruptException | Json.UnreadableEventException e) {
            return null;
        }
    }

    /** Deletes the pointer to a scan. */
    void delete(String pseudonym, String scanId) {
        store.delete(key(pseudonym, scanId));
    }

    /** Returns the keys of the files of rejected scans that named the patient, and of the pointers to them. */
    List<String> rejected(String pseudonym) {
        String prefix = StorageKeys.rejectedOfPatient(Pseudonym.withKeyId(pseudonym));
        return store.list(prefix).stream()
                .map(pointer -> pointer.substring(prefix.length()))
                .filter(StorageKeys::isName)
                .flatMap(sha256 -> Stream.of(StorageKeys.rejected(sha256), prefix + sha256))
                .toList();
    }

    /** Deletes the files of rejected scans that named the patient, and the pointers to them. */
    void deleteRejected(String pseudonym) {
        // Each file before the pointer to it.
        rejected(pseudonym).forEach(store::delete);
    }

    private static String key(String pseudonym, String scanId) {
        return StorageKeys.patientScan(Pseudonym.withKeyId(pseudonym), scanId);
    }
}
