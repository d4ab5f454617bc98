package dev.thorax.contracts.storage;

/**
 * What {@code datasets/{dataset}/{label}/{scanId}} holds as JSON: one labelled scan of a data set.
 *
 * @param scanId the scan
 * @param label its class
 * @param patient the patient's pseudonym, or null; without one the scan counts as a patient of its own
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits
 * @param imageKey object key of the canonical image
 * @param metadata what is known of it besides its pixels; null in pointers of earlier versions
 */
public record ScanPointer(
        String scanId, String label, String patient, String sha256, String imageKey, ScanMetadata metadata) {

    /** A pointer that says nothing besides. */
    public ScanPointer(String scanId, String label, String patient, String sha256, String imageKey) {
        this(scanId, label, patient, sha256, imageKey, null);
    }
}
