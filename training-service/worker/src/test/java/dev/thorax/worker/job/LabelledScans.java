package dev.thorax.worker.job;

import java.util.Arrays;

import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.contracts.storage.ScanPointer;
import dev.thorax.contracts.storage.Sha256;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.imaging.CanonicalImage;
import dev.thorax.imaging.GreyImage;
import dev.thorax.storage.ObjectStore;

/** Writes labelled scans as ingest does. */
final class LabelledScans {
    static final String DATASET = "hospital";

    private final ObjectStore store;

    LabelledScans(ObjectStore store) {
        this.store = store;
    }

    /** Writes scans from {@code first} to {@code last}, each of a patient of its own, in turn NORMAL and VIRUS. */
    void add(int first, int last) {
        for (int i = first; i <= last; i++) {
            add("scan-" + i, i % 2 == 0 ? "NORMAL" : "VIRUS", null);
        }
    }

    /** Writes such scans from {@code source}. */
    void add(int first, int last, String source) {
        ScanMetadata metadata = new ScanMetadata("image/png", 9, 8, 8).withSource(source);
        for (int i = first; i <= last; i++) {
            add("scan-" + i, i % 2 == 0 ? "NORMAL" : "VIRUS", null, metadata);
        }
    }

    void add(String scanId, String label, String patient) {
        add(scanId, label, patient, null);
    }

    void add(String scanId, String label, String patient, ScanMetadata metadata) {
        byte[] pixels = new byte[64];
        Arrays.fill(pixels, (byte) scanId.hashCode());
        store.put(StorageKeys.image(scanId), CanonicalImage.toPng(new GreyImage(8, 8, pixels)), "image/png");
        ScanPointer pointer =
                new ScanPointer(scanId, label, patient, Sha256.of(scanId), StorageKeys.image(scanId), metadata);
        store.put(StorageKeys.pointer(DATASET, label, scanId), Json.write(pointer), "application/json");
    }
}
