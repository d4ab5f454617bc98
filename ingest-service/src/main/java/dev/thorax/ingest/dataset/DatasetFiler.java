package dev.thorax.ingest.dataset;

import jakarta.enterprise.context.ApplicationScoped;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.record.Scan;
import dev.thorax.storage.ObjectMissingException;
import dev.thorax.storage.ObjectStore;

/**
 * Files labelled scans. A scan lies in a data set under one label, the last one that it came with; in how many data
 * sets it lies does not matter.
 */
@ApplicationScoped
public class DatasetFiler {
    private static final String JSON = "application/json";

    private final ObjectStore store;

    /** Files in {@code store}. */
    public DatasetFiler(ObjectStore store) {
        this.store = store;
    }

    /**
     * Files a scan under its label. The new pointer is written before the old one goes, and the filing last: a crash in
     * between leaves the old filing, so the same scan, coming again, does the rest.
     *
     * @param scan one with a label and a data set
     * @param metadata what it is, besides its pixels
     * @param patient the patient's pseudonym, or null: then the one of the last filing stays, since a scan that loses
     *     its patient could be trained and tested on at once
     * @throws dev.thorax.storage.StoreUnavailableException if the store does not answer; the scan must come again
     */
    public Change file(Scan scan, ScanMetadata metadata, String patient) {
        Filing last = last(scan);
        String known = patient == null ? last.patient() : patient;
        ScanPointer pointer =
                new ScanPointer(scan.id(), scan.label(), known, scan.sha256(), StorageKeys.image(scan.id()), metadata);
        store.put(StorageKeys.pointer(scan.dataset(), scan.label(), scan.id()), Json.write(pointer), JSON);
        boolean moved = last.label() != null && !last.label().equals(scan.label());
        if (moved) {
            store.delete(StorageKeys.pointer(scan.dataset(), last.label(), scan.id()));
        }
        Filing now = new Filing(scan.label(), known);
        if (now.equals(last)) {
            return Change.NONE;
        }
        store.put(StorageKeys.filing(scan.id(), scan.dataset()), Json.write(now), JSON);
        return moved ? Change.RELABELLED : Change.FILED;
    }

    private Filing last(Scan scan) {
        try {
            return Json.read(store.get(StorageKeys.filing(scan.id(), scan.dataset())), Filing.class);
        } catch (ObjectMissingException e) {
            return new Filing(null, null);
        }
    }

    /** What filing a scan did to a data set. */
    public enum Change {
        /** It is new in the data set, or its patient is. */
        FILED,
        /** It lay there under another label. */
        RELABELLED,
        /** It lay there like this. */
        NONE
    }

    /**
     * The filing object: how a scan lies in one data set.
     *
     * @param label its class there
     * @param patient the patient's pseudonym there, or null
     */
    record Filing(String label, String patient) {}
}
