package dev.thorax.worker.dataset;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.ScanMetadata;

/**
 * One scan of a data set.
 *
 * @param scanId the scan
 * @param patient a key that only the scans of the same patient share; leaves this process only in a {@code DatasetSnapshot}
 * @param label index of its class
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits
 * @param metadata what is known of it besides its pixels, or null where nothing is
 */
public record LabelledScan(String scanId, String patient, int label, String sha256, ScanMetadata metadata) {
    /** A scan of which nothing is known besides its pixels. */
    public LabelledScan(String scanId, String patient, int label, String sha256) {
        this(scanId, patient, label, sha256, null);
    }

    /** Returns the hospital or site that it came from, or null if nobody said it. */
    public @Nullable String source() {
        return metadata == null ? null : metadata.source();
    }

    /** Returns the same scan with another class. */
    public LabelledScan withLabel(int other) {
        return new LabelledScan(scanId, patient, other, sha256, metadata);
    }

    /** Returns the SHA-256 of its mask, 64 lower-case hex digits, or null if it has none. */
    public @Nullable String mask() {
        return metadata == null ? null : metadata.mask();
    }

    /** Returns the same scan with another patient key. */
    LabelledScan withPatient(String key) {
        return new LabelledScan(scanId, key, label, sha256, metadata);
    }
}
