package dev.thorax.storage;

/**
 * What {@code datasets/{dataset}/{label}/{scanId}} holds as JSON: one labelled scan of a data set. Pointers of earlier
 * versions lack media type and bytes; these are null there.
 *
 * @param scanId the scan
 * @param label its class
 * @param patient the patient's pseudonym, or null; without one the scan counts as a patient of its own
 * @param sha256 SHA-256 of the original bytes, 64 lower-case hex digits
 * @param imageKey object key of the canonical image
 * @param mediaType what the original is, read from its bytes, e.g. {@code image/png}
 * @param bytes length of the original
 */
public record ScanPointer(
        String scanId, String label, String patient, String sha256, String imageKey, String mediaType, Integer bytes) {

    /** A pointer that says nothing of the original file. */
    public ScanPointer(String scanId, String label, String patient, String sha256, String imageKey) {
        this(scanId, label, patient, sha256, imageKey, null, null);
    }
}
